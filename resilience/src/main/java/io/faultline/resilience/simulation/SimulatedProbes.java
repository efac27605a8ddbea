package io.faultline.resilience.simulation;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.ledger.Stated;

/** Answers every measurement and action that is due, once, however often it has to begin anew. */
final class SimulatedProbes extends Service {
    private final Map<String, StepDue> assignments = new LinkedHashMap<>();
    private final Map<String, Set<String>> answered = new LinkedHashMap<>();
    private long number;

    SimulatedProbes(World world, Wire wire) {
        super(world, wire, new Store(), "probe", "probe");
    }

    @Override
    void on(Stated stated, Runnable read) {
        switch (stated.fact()) {
            case StepDue due when !(due.step() instanceof Step.Inject) -> {
                String key = due.run() + " " + due.step().id() + (world.has(Defect.FORGET_THE_INBOX) ? number++ : "");
                commit(List.of(), () -> {
                    read.run();
                    assignments.put(key, due);
                });
                work(key, due);
            }
            case RunSettled settled -> commit(List.of(), () -> {
                read.run();
                assignments.values().removeIf(due -> due.run().equals(settled.run()));
            });
            default -> {
            }
        }
    }

    @Override
    void begins() {
        super.begins();
        new LinkedHashMap<>(assignments).forEach(this::work);
    }

    private void work(String key, StepDue due) {
        switch (due.step()) {
            case Step.Measure measure -> measure.answers()
                    .forEach(probe -> answerSoon(key, probe.name(), () -> result(due, measure, probe)));
            case Step.Act act -> answerSoon(key, act.action().name(), () -> new ActionTaken(due.run(), act.id(),
                    act.action().name(), !world.fate.oneIn(20), "done", world.clock()));
            case Step.Inject _,Step.Pause _ -> {
            }
        }
    }

    private void answerSoon(String key, String of, java.util.function.Supplier<RunFact> fact) {
        world.later(this, world.fate.between(5, 1_500), () -> persistently(() -> {
            Set<String> said = answered.computeIfAbsent(key, _ -> new HashSet<>());
            if (assignments.containsKey(key) && !said.contains(of)) {
                commit(List.of(fact.get()), () -> said.add(of));
            }
        }));
    }

    private ProbeResult result(StepDue due, Step.Measure measure, Probe probe) {
        Outcome outcome = world.fate.oneIn(15) ? Outcome.BROKEN : Outcome.HELD;
        Measurement decisive = new Measurement(outcome, world.clock(), Duration.ofMillis(3), "503", null);
        return new ProbeResult(due.run(), measure.id(), measure.fault(), probe.name(), probe.mode(), measure.phase(),
                outcome, decisive, 1, outcome == Outcome.HELD ? 0 : 1,
                outcome != Outcome.HELD && probe.stopOnFailure());
    }
}
