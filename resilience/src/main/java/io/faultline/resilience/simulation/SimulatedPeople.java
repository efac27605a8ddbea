package io.faultline.resilience.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Stated;

/** Experiment-service, and people who ask it again until they are answered. */
final class SimulatedPeople extends Service {
    private final List<SimulatedInjector> injectors;
    private final Map<String, RunId> requested = new HashMap<>();
    private final Map<RunId, Instant> accepted = new HashMap<>();
    private int asked;

    SimulatedPeople(World world, Wire wire, List<SimulatedInjector> injectors) {
        super(world, wire, new Store(), "experiment", "experiment");
        this.injectors = injectors;
    }

    @Override
    void on(Stated stated, Runnable read) {
        commit(List.of(), read);
    }

    /** Under the same key each time, so that asking twice is asking once. */
    void ask(String key, Experiment experiment, boolean abort) {
        asked++;
        RunId run = new RunId(world.id());
        world.later(world.machine(), world.fate.upTo(2_000), () -> ask(key, run, experiment, abort));
    }

    private void ask(String key, RunId run, Experiment experiment, boolean abort) {
        boolean answered = answers(() -> {
            if (!requested.containsKey(key)) {
                commit(List.of(new ExperimentRequested(run, PROJECT, new ExperimentId(world.id()), 1, experiment,
                        "somebody", world.clock(), null, null)), () -> requested.put(key, run));
            }
        });
        if (answered) {
            accepted.put(run, world.clock());
            if (abort) {
                world.later(world.machine(), world.fate.upTo(8_000), () -> abort(run));
            }
        } else {
            world.later(world.machine(), Duration.ofMillis(300), () -> ask(key, run, experiment, abort));
        }
    }

    private void abort(RunId run) {
        boolean answered = answers(() -> commit(
                List.of(new AbortRequested(run, "somebody", "enough", world.clock(), false)), () -> {}));
        if (!answered) {
            world.later(world.machine(), Duration.ofMillis(300), () -> abort(run));
            return;
        }
        injectors.stream().filter(each -> each.isAlive() && each.frozenUntil().compareTo(world.now()) <= 0).findFirst()
                .ifPresent(injector -> world.later(injector, world.fate.upTo(10),
                        () -> injector.persistently(() -> injector.stop(run, () -> {}))));
    }

    /** A request to a service that is dead, frozen, or dies on it, is not answered. */
    private boolean answers(Runnable request) {
        if (!isAlive() || frozenUntil().compareTo(world.now()) > 0) {
            return false;
        }
        try {
            request.run();
            return true;
        } catch (DatabaseAway _) {
            return false;
        } catch (World.Died _) {
            died();
            return false;
        }
    }

    /** Whether every run that was asked for has its last word. */
    boolean areAnswered() {
        return accepted.size() == asked && accepted.keySet().stream()
                .allMatch(run -> wire.of(run).stream().anyMatch(each -> each.fact() instanceof RunCompleted));
    }

    void into(Evidence evidence) {
        accepted.forEach(evidence::accepted);
    }
}
