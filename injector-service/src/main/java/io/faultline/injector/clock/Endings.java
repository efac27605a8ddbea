package io.faultline.injector.clock;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RunFact;
import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Tries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals how leases ended and gives their terminal answers. Those that come while one transaction is being written
 * share the next, so that a halt of hundreds costs a few.
 */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    private static final int AT_ONCE = 50;

    private final World world;
    private final InstantSource clock;
    private final FaultMeters meters;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    Endings(World world, InstantSource clock, FaultMeters meters) {
        this.world = world;
        this.clock = clock;
        this.meters = meters;
    }

    private record Waiting(Leases.Ended ended, List<FaultInjected> before, CompletableFuture<Boolean> mine) {
        List<RunFact> facts() {
            List<RunFact> facts = new ArrayList<>(before);
            facts.add(LeaseRules.answer(ended.lease(), ended.ending(), ended.at()));
            return facts;
        }
    }

    /**
     * Whether it was this caller who ended it; if it was someone else, nothing is said.
     *
     * @param before what has to be said first
     */
    boolean end(Lease lease, Ending ending, List<FaultInjected> before) {
        Leases.Ended ended = new Leases.Ended(lease, ending, clock.instant());
        Waiting own = new Waiting(ended, List.copyOf(before), new CompletableFuture<>());
        waiting.add(own);
        while (!own.mine().isDone()) {
            writing.lock();
            try {
                writeNext();
            } finally {
                writing.unlock();
            }
        }
        boolean mine = own.mine().join();
        if (mine) {
            tell(lease, ending);
        }
        return mine;
    }

    private void writeNext() {
        List<Waiting> batch = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = batch.size() < AT_ONCE ? waiting.poll() : null) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            write(batch);
        } catch (RuntimeException e) {
            LOG.debug("{} endings are written one by one: {}", batch.size(), e.toString());
            batch.forEach(this::writeAlone);
        }
    }

    /** One that cannot be written keeps no other from being so. */
    private void writeAlone(Waiting one) {
        try {
            write(List.of(one));
        } catch (RuntimeException e) {
            one.mine().completeExceptionally(e);
        }
    }

    private void write(List<Waiting> batch) {
        Set<Long> ended = new HashSet<>();
        world.transactions().inOne(() -> {
            ended.addAll(world.leases().end(batch.stream().map(Waiting::ended).toList()));
            batch.stream().filter(each -> ended.contains(each.ended().lease().id()))
                    .forEach(each -> world.answers().state(each.ended().lease().project(), each.facts()));
        });
        batch.forEach(each -> each.mine().complete(ended.contains(each.ended().lease().id())));
    }

    private void tell(Lease lease, Ending ending) {
        String name = lease.fault().name();
        Answers answers = world.answers();
        switch (ending) {
            case Ending.Reverted _ -> {
            }
            case Ending.NotInjected(_, String reason) -> {
                meters.count(lease, ending.outcome());
                answers.line(lease, LogLine.Level.WARN, name + ": " + reason);
            }
            case Ending.Stuck(String reason, String byHand, Tries _) -> {
                meters.count(lease, ending.outcome());
                String text = "%s is still in force: %s. Revert it by hand: %s".formatted(name, reason, byHand);
                LOG.error("Run {}: {}", lease.run(), text);
                answers.line(lease, LogLine.Level.ERROR, text);
            }
        }
    }
}
