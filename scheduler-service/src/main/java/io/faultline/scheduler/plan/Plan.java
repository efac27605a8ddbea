package io.faultline.scheduler.plan;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.experiment.RollbackStrategy;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.PlannedStep;

/**
 * The steps of a run, every one behind all that it waits for.
 *
 * @param stages    the steps of each stage
 * @param rollbacks when the steps of the rollback are played
 * @param longest   the run is stopped when it is not over within this time
 */
public record Plan(List<PlannedStep> steps, List<List<StepId>> stages, RollbackStrategy rollbacks, Duration longest)
        implements
            Planning {
    /** What is left of a plan when its run is settled. */
    public static final Plan NOTHING = new Plan(List.of(), List.of(), RollbackStrategy.NEVER, Duration.ZERO);

    public Plan {
        steps = List.copyOf(steps);
        stages = stages.stream().map(List::copyOf).toList();
    }
}
