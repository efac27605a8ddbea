package io.faultline.probe.assignment;

import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import org.jspecify.annotations.Nullable;

/**
 * A step this service has to answer.
 *
 * @param answered names already answered, when it is taken up again after a restart
 */
public record Assignment(StepDue due, @Nullable String traceparent, Set<String> answered) {
    public RunId run() {
        return due.run();
    }

    public StepId step() {
        return due.step().id();
    }

    /** Whether anybody waits for an answer to this step from this service. */
    public static boolean awaited(Step step) {
        return switch (step) {
            case Step.Measure measure -> !measure.answers().isEmpty();
            case Step.Act _ -> true;
            case Step.Inject _,Step.Pause _ -> false;
        };
    }
}
