package io.faultline.resilience.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StepDue;
import io.faultline.ledger.Stated;
import io.faultline.scheduler.run.Decision;
import io.faultline.scheduler.run.Input;
import io.faultline.scheduler.run.Run;
import io.faultline.scheduler.run.RunRules;
import org.jspecify.annotations.Nullable;

/** The scheduler's shell around its own {@link RunRules}: lock, decide, save, say. */
final class SimulatedScheduler extends Service {
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Map<RunId, Run> runs = new HashMap<>();
    private final Map<RunId, Instant> wakes = new HashMap<>();

    SimulatedScheduler(World world, Wire wire) {
        super(world, wire, new Store(), "scheduler", "scheduler");
    }

    @Override
    void on(Stated stated, Runnable read) {
        switch (stated.fact()) {
            case RunPlanned _,StepDue _,RunStopping _,RunSettled _ -> {
            }
            default -> decide(stated.run(), new Input.Told(stated.fact()), read);
        }
    }

    private void decide(RunId id, Input input, Runnable read) {
        Decision decision = RunRules.on(runs.get(id), input, world.clock());
        if (decision.ignored().isPresent()) {
            commit(List.of(), read);
            return;
        }
        Run after = decision.run();
        commit(decision.facts(), () -> {
            read.run();
            keep(after, decision);
        });
        decision.nextWake().ifPresent(wake -> world.later(this, nonNegative(Duration.between(world.clock(), wake)),
                () -> wake(id)));
    }

    private void keep(@Nullable Run after, Decision decision) {
        if (after != null) {
            runs.put(after.id(), after);
            decision.nextWake().ifPresentOrElse(wake -> wakes.put(after.id(), wake), () -> wakes.remove(after.id()));
        }
    }

    private void wake(RunId id) {
        Instant wanted = wakes.get(id);
        if (wanted != null && !wanted.isAfter(world.clock())) {
            persistently(() -> decide(id, new Input.Tick(), () -> {}));
        }
    }

    @Override
    void begins() {
        super.begins();
        sweep();
    }

    /** What nobody is awake for any more. */
    private void sweep() {
        List.copyOf(wakes.keySet()).forEach(this::wake);
        world.later(this, SWEEP, this::sweep);
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
