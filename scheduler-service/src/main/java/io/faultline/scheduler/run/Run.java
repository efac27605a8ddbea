package io.faultline.scheduler.run;

import java.time.Instant;
import java.util.Map;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.scheduler.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A run while it lasts. The plan never changes; the {@link Progress} is all that does.
 *
 * @param plannedAt when it began
 * @param deadline  when it is stopped if it is not over
 */
public record Run(RunId id, ProjectId project, Plan plan, Instant plannedAt, Instant deadline, Progress progress) {
    /**
     * How far a run has come.
     *
     * @param gateBroken the hypothesis did not hold before the first fault
     * @param deviated   the hypothesis did not hold after the last fault
     */
    public record Progress(Course course, Map<StepId, StepState> steps, boolean gateBroken, boolean deviated,
            @Nullable Stop stop) {
        public static final Progress NONE = new Progress(Course.RUNNING, Map.of(), false, false, null);

        public Progress {
            steps = Map.copyOf(steps);
        }
    }

    /** What is remembered of a run that is settled: that it was there. */
    public static Run settled(RunId id, ProjectId project, Instant at) {
        return new Run(id, project, Plan.NOTHING, at, at,
                new Progress(Course.SETTLED, Map.of(), false, false, null));
    }

    public boolean isSettled() {
        return progress.course() == Course.SETTLED;
    }

    Run with(Progress next) {
        return new Run(id, project, plan, plannedAt, deadline, next);
    }
}
