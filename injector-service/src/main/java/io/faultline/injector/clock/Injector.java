package io.faultline.injector.clock;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.fault.Drivers;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Holder;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds faults, renews their leases, and mends what another injector left behind. */
public final class Injector implements Holder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Injector.class);
    private static final int SWEPT_AT_ONCE = 500;

    private final Means means;
    private final String owner;
    private final Map<Long, HeldFault> held = new ConcurrentHashMap<>();
    private volatile boolean closing;
    private final Set<Long> recovering = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticks = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("lease-renewal").daemon().factory());

    public Injector(String owner, Drivers drivers, Mender mender, Watchdog watchdog, Leases leases, Answers answers,
            Transactions transactions, InstantSource clock, Duration longest, MeterRegistry registry) {
        FaultMeters meters = new FaultMeters(registry);
        this.owner = owner;
        this.means = new Means(drivers, new Mending(mender, watchdog, meters), watchdog, leases, answers, transactions,
                clock, longest, meters);
    }

    /** Begins to renew leases, and to mend what was left: the first time at once. */
    public void start(Duration every) {
        ticks.scheduleWithFixedDelay(this::tick, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public String name() {
        return owner;
    }

    @Override
    public void begin(Lease intent) {
        hold(intent, new HeldFault(intent, means));
    }

    @Override
    public void neverBegin(Lease intent) {
        HeldFault fault = new HeldFault(intent, means);
        fault.stop(RevertReason.STOPPED);
        hold(intent, fault);
    }

    private void hold(Lease intent, HeldFault fault) {
        held.put(intent.id(), fault);
        if (closing) {
            fault.stop(RevertReason.STOPPED);
        }
        run(() -> {
            try {
                fault.run();
            } finally {
                held.remove(intent.id());
            }
        });
    }

    @Override
    public void stop(RunId run) {
        held.values().stream().filter(fault -> fault.isOf(run)).forEach(fault -> fault.stop(RevertReason.STOPPED));
    }

    private void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.info("The injector is closing: what it does not begin is answered for when the lease has run out");
        }
    }

    private void tick() {
        try {
            renew();
            means.leases().takeOver(owner, SWEPT_AT_ONCE).forEach(this::recover);
        } catch (RuntimeException e) {
            LOG.warn("Leases could not be renewed: {}", e.toString());
        }
    }

    private void renew() {
        Set<Long> ids = new HashSet<>(held.keySet());
        Set<Long> mine = Set.copyOf(ids);
        ids.addAll(recovering);
        if (ids.isEmpty()) {
            return;
        }
        Leases.Renewed renewed = means.leases().renew(owner, ids);
        mine.stream().filter(id -> renewed.stopRequested().contains(id)).forEach(id -> stop(id, RevertReason.STOPPED));
        mine.stream().filter(id -> !renewed.held().contains(id)).forEach(id -> stop(id, RevertReason.RECOVERED));
    }

    private void stop(long id, RevertReason why) {
        Optional.ofNullable(held.get(id)).ifPresent(fault -> fault.stop(why));
    }

    private void recover(Lease left) {
        recovering.add(left.id());
        run(() -> {
            try {
                mendLeftover(left);
            } catch (RuntimeException e) {
                LOG.warn("Fault {} of run {} could not be recovered yet", left.fault().name(), left.run(), e);
            } finally {
                recovering.remove(left.id());
            }
        });
    }

    private void mendLeftover(Lease left) {
        boolean began = left.state() != LeaseState.INTENT;
        Optional<String> trouble = began ? means.mending().mend(left, left.undos()) : Optional.empty();
        if (means.end(left, LeaseRules.recovered(left, trouble), List.of()) && began && trouble.isEmpty()) {
            String text = "mended %s, left behind by an injector that is gone: %s".formatted(left.fault().name(),
                    String.join(", ", left.undos().stream().map(undo -> undo.deed()).toList()));
            LOG.warn("Run {}: {}", left.run(), text);
            means.answers().line(left, LogLine.Level.WARN, text);
        }
    }

    /** Mends everything it holds; what it answers still has to be sent, so it closes before the run log does. */
    @Override
    public void close() {
        closing = true;
        ticks.shutdownNow();
        held.values().forEach(fault -> fault.stop(RevertReason.STOPPED));
        threads.close();
    }
}
