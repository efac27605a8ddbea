package io.faultline.resilience.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.StepDue;
import io.faultline.ledger.Stated;
import io.faultline.scoring.history.History;
import io.faultline.scoring.score.Judge;

/** Keeps what is told and has the last word, by the production {@link Judge}. */
final class SimulatedScoring extends Service {
    private final Map<RunId, List<RunFact>> kept = new HashMap<>();
    private final Set<RunId> judged = new HashSet<>();

    SimulatedScoring(World world, Wire wire) {
        super(world, wire, new Store(), "scoring", "scoring");
    }

    static RunCompleted lastWord(List<RunFact> facts) {
        return Judge.lastWord(facts.getFirst().run(),
                facts.stream().reduce(History.EMPTY, History::and, (one, _) -> one));
    }

    @Override
    void on(Stated stated, Runnable read) {
        switch (stated.fact()) {
            case RunCompleted _,StepDue _ -> {
            }
            case RunSettled settled -> {
                List<RunFact> history = new ArrayList<>(kept.getOrDefault(settled.run(), List.of()));
                history.add(settled);
                boolean first = world.has(Defect.FORGET_THE_INBOX) || !judged.contains(settled.run());
                commit(first ? List.of(lastWord(history)) : List.of(), () -> {
                    read.run();
                    judged.add(settled.run());
                });
            }
            default -> commit(List.of(), () -> {
                read.run();
                kept.computeIfAbsent(stated.run(), _ -> new ArrayList<>()).add(stated.fact());
            });
        }
    }
}
