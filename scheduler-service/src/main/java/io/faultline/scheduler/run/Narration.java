package io.faultline.scheduler.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.LogLine.Level;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPart;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.scheduler.run.Run.Progress;
import org.jspecify.annotations.Nullable;

/** A run's course in lines for people. */
final class Narration {
    private final Progress before;
    private final Run after;

    private Narration(Progress before, Run after) {
        this.before = before;
        this.after = after;
    }

    static List<Line> of(@Nullable Run before, Run after, List<RunFact> facts) {
        Narration narration = new Narration(before == null ? Progress.NONE : before.progress(), after);
        return Stream.of(told(facts, RunPlanned.class), narration.gate(), narration.stages(),
                told(facts, RunStopping.class), narration.rollbacks(), told(facts, RunSettled.class))
                .flatMap(List::stream).toList();
    }

    private static List<Line> told(List<RunFact> facts, Class<? extends RunFact> type) {
        return facts.stream().filter(type::isInstance).map(Narration::line).toList();
    }

    private static Line line(RunFact fact) {
        return switch (fact) {
            case RunPlanned planned -> Line.info("planned: %d steps".formatted(planned.steps().size()));
            case RunStopping stopping -> new Line(Level.WARN, "stopping: " + stopping.reason());
            case RunSettled settled -> settled(settled);
            default -> Line.info(fact.getClass().getSimpleName());
        };
    }

    private List<Line> gate() {
        if (!before.gateBroken() && after.progress().gateBroken()) {
            return List.of(new Line(Level.WARN, "gate broken: the hypothesis does not hold, so no fault is injected"));
        }
        boolean passed = hasBegun(after.progress(), RunPart.METHOD) && !hasBegun(before, RunPart.METHOD);
        return passed && hasBegun(after.progress(), RunPart.GATE) ? List.of(Line.info("gate held")) : List.of();
    }

    private List<Line> stages() {
        List<Line> lines = new ArrayList<>();
        List<List<StepId>> stages = after.plan().stages();
        for (int i = 0; i < stages.size(); i++) {
            if (hasBegun(after.progress(), stages.get(i)) && !hasBegun(before, stages.get(i))) {
                lines.add(Line.info("stage %d of %d began".formatted(i + 1, stages.size())));
            }
        }
        return lines;
    }

    private List<Line> rollbacks() {
        boolean began = hasBegun(after.progress(), RunPart.ROLLBACK) && !hasBegun(before, RunPart.ROLLBACK);
        return began ? List.of(Line.info("rollbacks began")) : List.of();
    }

    private static Line settled(RunSettled settled) {
        if (settled.ending() == RunEnding.UNPLANNABLE) {
            return new Line(Level.ERROR, "cannot be run: " + settled.reason());
        }
        if (!settled.openFaults().isEmpty()) {
            return new Line(Level.ERROR, "settled, but nobody reported these faults reverted: "
                    + settled.openFaults().stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
        return Line.info(settled.ending() == RunEnding.FINISHED ? "settled: every step was answered" : "settled");
    }

    private boolean hasBegun(Progress progress, RunPart part) {
        return hasBegun(progress, after.plan().steps().stream().filter(step -> step.part() == part)
                .map(PlannedStep::id).toList());
    }

    private static boolean hasBegun(Progress progress, List<StepId> steps) {
        return steps.stream().anyMatch(progress.steps()::containsKey);
    }
}
