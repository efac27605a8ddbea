package io.faultline.resilience.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.lease.Course;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Limits;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.Order;
import io.faultline.ledger.Stated;
import org.jspecify.annotations.Nullable;

/** An injector's shell around its own {@link LeaseRules}: journal, effect, and who may still make it. */
final class SimulatedInjector extends Service {
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), 100, 100);
    private static final Machine MACHINE = new Machine("this");
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    /** The watchdog lets the injector itself mend on time. */
    private static final Duration LATE = Duration.ofMillis(250);
    private static final Set<LeaseState> OPEN = EnumSet.of(LeaseState.INTENT, LeaseState.ARMED, LeaseState.ACTIVE);

    private final Journal journal;
    private final Targets targets;
    private final Promptness promptness;
    private final Map<Long, Held> held = new LinkedHashMap<>();
    private String owner = name;
    private boolean leaving;

    /** A fault in memory. */
    private static final class Held {
        private Lease lease;
        private Duration renewed;
        private boolean watched;
        private boolean handedOver;
        private boolean ending;

        Held(Lease lease, Duration renewed) {
            this.lease = lease;
            this.renewed = renewed;
        }
    }

    SimulatedInjector(World world, Wire wire, Store store, Journal journal, Targets targets,
            Promptness promptness, String name) {
        super(world, wire, store, "injector", name);
        this.journal = journal;
        this.targets = targets;
        this.promptness = promptness;
    }

    @Override
    void on(Stated stated, Runnable read) {
        switch (stated.fact()) {
            case StepDue due when due.step() instanceof Step.Inject inject -> {
                Lease intent = LeaseRules.intended(due, inject, MACHINE, owner);
                Lease[] added = new Lease[1];
                commit(List.of(), () -> {
                    read.run();
                    added[0] = journal.add(intent).orElse(null);
                });
                if (added[0] != null) {
                    take(added[0]);
                }
            }
            case RunStopping stopping -> stop(stopping.run(), read);
            case RunSettled settled -> stop(settled.run(), read);
            default -> {
            }
        }
    }

    @Override
    boolean forgets() {
        return super.forgets() || world.has(Defect.INJECT_AGAIN);
    }

    /** Heard of by the log, or called directly. */
    void stop(RunId run, Runnable read) {
        commit(List.of(), () -> {
            read.run();
            journal.requestStop(run);
            promptness.isOver(run);
        });
        if (!world.has(Defect.FORGET_THE_STOP)) {
            held.values().stream().filter(each -> each.lease.run().equals(run)).toList()
                    .forEach(each -> soon(() -> end(each, Order.STOP)));
        }
    }

    private void soon(Runnable what) {
        world.later(this, world.fate.upTo(20), () -> persistently(what));
    }

    /** Whatever is to be done with a lease that has just been got. */
    private void take(Lease lease) {
        switch (LeaseRules.course(lease, world.clock(), LIMITS)) {
            case Course.Begin _ -> hold(lease, each -> arm(each));
            case Course.Refuse refuse -> soon(() -> answer(lease, LeaseRules.refused(refuse.why())));
            case Course.GoOn _ -> hold(lease, this::goOn);
            case Course.Mend _ -> {
                promptness.isOver(lease);
                soon(() -> {
                    targets.mend(lease);
                    boundary();
                    answer(lease, LeaseRules.recovered(lease, Optional.empty(), world.clock()));
                });
            }
        }
    }

    private void hold(Lease lease, java.util.function.Consumer<Held> next) {
        Held fault = new Held(lease, world.now());
        held.put(lease.id(), fault);
        soon(() -> next.accept(fault));
    }

    private void goOn(Held fault) {
        Instant until = Objects.requireNonNull(fault.lease.until());
        watch(fault, Duration.between(world.clock(), until));
        waitUntil(fault, until);
    }

    /** The watchdog is told of it: it mends what is still in force when its time is over. */
    private void watch(Held fault, Duration time) {
        Duration left = time.isNegative() ? Duration.ZERO : time;
        Lease lease = fault.lease;
        fault.watched = true;
        promptness.endsIn(lease, left);
        targets.mustBeWellAfter(lease, left);
        if (!world.has(Defect.WATCHDOG_SLEEPS)) {
            world.later(world.machine(), left.plus(LATE), () -> {
                if (fault.watched || fault.handedOver && targets.isWatchedBy(lease)) {
                    targets.mend(lease);
                }
            });
        }
    }

    /** Undo and targets into the journal; then, and only then, the effect. */
    private void arm(Held fault) {
        if (fault.ending) {
            return;
        }
        HitTarget target = new HitTarget("process", "4711", "");
        Lease armed = fault.lease.armed(Plan.of(new Hit<Undo>(target, new Undo.LetGoOn(4711, 1), "froze it")));
        if (world.has(Defect.SKIP_THE_JOURNAL)) {
            fault.lease = armed;
        } else {
            boolean[] done = new boolean[1];
            commit(List.of(), () -> done[0] = journal.change(armed, EnumSet.of(LeaseState.INTENT)));
            if (!done[0] || journal.isStopRequested(armed)) {
                fault.lease = done[0] ? armed : fault.lease;
                end(fault, done[0] ? Order.STOP : Order.YIELD);
                return;
            }
            fault.lease = armed;
        }
        soon(() -> strike(fault));
    }

    /** The freshness of the lease is looked at before the effect and after it: in between one may have been frozen. */
    private void strike(Held fault) {
        if (fault.ending) {
            return;
        }
        if (isStale(fault)) {
            end(fault, Order.YIELD);
            return;
        }
        Instant at = world.clock();
        Instant until = LeaseRules.until(fault.lease, 1, at);
        if (!world.has(Defect.SKIP_THE_JOURNAL)) {
            watch(fault, Duration.between(at, until));
        }
        targets.breakIt(fault.lease);
        boundary();
        fault.lease = fault.lease.active(at, until);
        world.later(this, world.fate.upTo(5), () -> persistently(() -> say(fault)));
    }

    private boolean isStale(Held fault) {
        return world.now().minus(fault.renewed).compareTo(LeaseRules.TERM) >= 0
                && !world.has(Defect.IGNORE_THE_FENCE);
    }

    private void say(Held fault) {
        if (fault.ending) {
            return;
        }
        if (isStale(fault)) {
            end(fault, Order.YIELD);
            return;
        }
        boolean[] done = new boolean[1];
        if (!world.has(Defect.SKIP_THE_JOURNAL)
                && !(journal.isOwn(fault.lease) || world.has(Defect.IGNORE_THE_FENCE))) {
            end(fault, Order.YIELD);
            return;
        }
        commit(List.of(LeaseRules.injected(fault.lease)),
                () -> done[0] = journal.change(fault.lease, EnumSet.of(LeaseState.INTENT, LeaseState.ARMED)));
        waitUntil(fault, Objects.requireNonNull(fault.lease.until()));
    }

    private void waitUntil(Held fault, Instant until) {
        Duration left = Duration.between(world.clock(), until);
        world.later(this, left.isNegative() ? Duration.ZERO : left, () -> persistently(() -> end(fault, null)));
    }

    /** Mends, and then says so: nobody may hear that it is gone while it is not. */
    private void end(Held fault, @Nullable Order order) {
        if (fault.ending || !held.containsKey(fault.lease.id())) {
            return;
        }
        fault.ending = true;
        Ending ending = LeaseRules.ended(fault.lease, order, Optional.empty(), world.clock());
        Runnable say = () -> {
            answer(fault.lease, ending);
            held.remove(fault.lease.id());
        };
        if (world.has(Defect.MEND_AFTER_ANSWERING)) {
            persistently(say);
            boundary();
            fault.watched = false;
            world.later(this, world.fate.upTo(20), () -> targets.mend(fault.lease));
            return;
        }
        targets.mend(fault.lease);
        boundary();
        fault.watched = false;
        persistently(say);
    }

    /** At most one of all who try gets the row, and with it the right to say so. */
    private void answer(Lease lease, Ending ending) {
        Lease ended = Journal.with(lease, lease.id(), ending.state(), lease.custody(), lease.stop());
        needsDatabase();
        boolean mine = world.has(Defect.IGNORE_THE_FENCE) || journal.isOwn(lease);
        List<RunFact> facts = mine ? List.of(LeaseRules.answer(lease, ending, world.clock())) : List.of();
        commit(facts, () -> {
            boolean _ = journal.change(ended, world.has(Defect.IGNORE_THE_FENCE)
                    ? EnumSet.allOf(LeaseState.class)
                    : OPEN);
        });
    }

    @Override
    void begins() {
        super.begins();
        leaving = false;
        owner = name + " " + world.id();
        tick();
    }

    private void tick() {
        try {
            boundary();
            needsDatabase();
            Set<Long> mine = journal.renew(owner, held.keySet());
            for (Held fault : List.copyOf(held.values())) {
                if (mine.contains(fault.lease.id())) {
                    fault.renewed = world.now();
                    if (journal.isStopRequested(fault.lease)) {
                        soon(() -> end(fault, Order.STOP));
                    }
                } else if (!world.has(Defect.IGNORE_THE_FENCE)) {
                    soon(() -> end(fault, Order.YIELD));
                }
            }
            boolean dawdles = world.has(Defect.TAKE_OVER_LATE) && !world.fate.oneIn(30);
            if (!leaving && !dawdles) {
                journal.takeOver(owner).forEach(this::take);
            }
        } catch (DatabaseAway _) {
            held.values().stream().filter(this::isStale).toList().forEach(each -> end(each, Order.YIELD));
        }
        world.later(this, RENEWAL, this::tick);
    }

    @Override
    Optional<Duration> ableSince() {
        return leaving ? Optional.empty() : super.ableSince();
    }

    @Override
    void lost() {
        promptness.isLost(name);
    }

    /** SIGTERM: everything is let go of as it is, for another to go on with; its watchdog waits for that one. */
    void leave() {
        leaving = true;
        persistently(() -> {
            commit(List.of(), () -> journal.handOver(owner));
            held.values().forEach(fault -> {
                if (fault.watched && fault.lease.state() == LeaseState.ACTIVE) {
                    fault.watched = false;
                    fault.handedOver = true;
                    Lease lease = fault.lease;
                    world.later(world.machine(), LeaseRules.GRACE, () -> {
                        if (targets.isWatchedBy(lease)) {
                            targets.mend(lease);
                        }
                    });
                }
            });
            throw new World.Died();
        });
    }

    /** Its watchdog sees it die, and mends what it was told of. */
    @Override
    void buried() {
        super.buried();
        held.values().forEach(fault -> {
            Lease lease = fault.lease;
            if (fault.watched) {
                world.later(world.machine(), world.fate.between(50, 900), () -> {
                    fault.watched = false;
                    targets.mend(lease);
                });
                targets.mustBeWellAfter(lease, Targets.WATCHDOG, "its injector died");
            }
            if (lease.state() != LeaseState.INTENT && !journal.isHandedOver(lease)) {
                promptness.isOver(lease);
            }
        });
        held.clear();
    }
}
