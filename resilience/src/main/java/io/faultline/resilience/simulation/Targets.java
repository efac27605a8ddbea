package io.faultline.resilience.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.injector.lease.Lease;
import io.faultline.ledger.Effect;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Invariant;
import io.faultline.ledger.Violation;

/** What is broken in truth, whatever anybody says or believes. */
final class Targets {
    /** A watchdog mends within a second, whether its injector has died or does not mend in time. */
    static final Duration WATCHDOG = Duration.ofSeconds(1);

    private final World world;
    private final Map<String, State> states = new LinkedHashMap<>();

    private static final class State {
        private final RunId run;
        private final FaultId fault;
        private int made;
        private boolean broken;
        private Duration wellAt = Duration.ZERO;
        private long fence;

        State(Lease lease) {
            run = lease.run();
            fault = lease.fault().id();
        }
    }

    Targets(World world) {
        this.world = world;
    }

    /** Two making the same effect at once make it twice; one who makes it again after it was gone, too. */
    void breakIt(Lease lease) {
        State state = states.computeIfAbsent(lease.run() + " " + lease.step(), _ -> new State(lease));
        state.made++;
        state.broken = true;
        world.tell("%s of %s is broken".formatted(lease.fault().name(), lease.run()));
    }

    boolean isBroken(Lease lease) {
        State state = states.get(lease.run() + " " + lease.step());
        return state != null && state.broken;
    }

    void mend(Lease lease) {
        State state = states.get(lease.run() + " " + lease.step());
        if (state != null && state.broken) {
            state.broken = false;
            world.tell("%s of %s is mended".formatted(lease.fault().name(), lease.run()));
        }
    }

    /** Once this much time has passed it must not be broken any more. */
    void mustBeWellAfter(Lease lease, Duration time, String why) {
        world.later(world.machine(), time, () -> {
            if (isBroken(lease)) {
                notWell(lease, time + " after " + why);
            }
        });
    }

    /** Unless another is told so meanwhile, it must not be broken any more once this much time has passed. */
    void mustBeWellAfter(Lease lease, Duration left) {
        State state = states.computeIfAbsent(lease.run() + " " + lease.step(), _ -> new State(lease));
        Duration wellAt = world.now().plus(left).plus(WATCHDOG);
        state.wellAt = wellAt;
        state.fence = lease.fence();
        world.later(world.machine(), left.plus(WATCHDOG), () -> {
            if (state.broken && state.wellAt.equals(wellAt)) {
                notWell(lease, WATCHDOG + " after its time was over");
            }
        });
    }

    /** Whether nobody has told a watchdog of it under a higher fence: a taker-over may die before it does. */
    boolean isWatchedBy(Lease holder) {
        State state = states.get(holder.run() + " " + holder.step());
        return state != null && state.fence == holder.fence();
    }

    private void notWell(Lease lease, String since) {
        world.found.add(new Violation(Invariant.I3, lease.run(),
                "fault %s is in force still, %s".formatted(lease.fault().name(), since),
                "the target, at " + world.now()));
    }

    void into(Evidence evidence) {
        states.values().forEach(state -> evidence.effect(new Effect(state.run, state.fault,
                "the target of " + state.fault, state.made, state.broken)));
    }
}
