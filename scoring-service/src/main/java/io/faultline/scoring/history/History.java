package io.faultline.scoring.history;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StepDue;
import org.jspecify.annotations.Nullable;

/**
 * A run's facts, folded to what a judge has to know. A fact told twice changes nothing, and a fact out of place is kept
 * for the time its place is known. What comes after the end does not count: the last word has been spoken.
 *
 * @param others probes that belong to no fault: of the hypothesis and of the stages
 * @param failedActions actions that could not be taken, by name
 */
public record History(@Nullable Asked asked, boolean planned, Map<FaultId, FaultStory> faults, ProbeStories hypothesis,
        ProbeStories stages, Map<String, ActionTaken> failedActions, @Nullable RunStopping stopping,
        @Nullable RunSettled settled) {
    public static final History EMPTY = new History(null, false, Map.of(), ProbeStories.NONE, ProbeStories.NONE,
            Map.of(), null, null);

    public History and(RunFact fact) {
        boolean question = fact instanceof ExperimentRequested || fact instanceof RunPlanned;
        return settled == null || question ? with(fact) : this;
    }

    private History with(RunFact fact) {
        return switch (fact) {
            case ExperimentRequested requested -> asked == null ? asked(Asked.by(requested), false) : this;
            case RunPlanned plan -> planned ? this : asked(Asked.by(plan), true);
            case FaultInjected injected -> fault(injected.fault(), FaultStory::injected);
            case FaultReverted reverted -> fault(reverted.fault(), story -> story.reverted(reverted.reason()));
            case FaultFailed failed -> fault(failed.fault(), story -> story.failed(failed, stopping != null));
            case ProbeResult result -> measured(result);
            case ActionTaken taken -> taken.succeeded() ? this : failed(taken);
            case RunStopping stop -> stopping == null ? ended(stop, settled) : this;
            case RunSettled end -> ended(stopping, end);
            case AbortRequested _,StepDue _,RunCompleted _ -> this;
        };
    }

    public FaultStory fault(FaultId fault) {
        return faults.getOrDefault(fault, FaultStory.NONE);
    }

    private History fault(FaultId fault, UnaryOperator<FaultStory> change) {
        Map<FaultId, FaultStory> more = new HashMap<>(faults);
        more.put(fault, change.apply(fault(fault)));
        return new History(asked, planned, Map.copyOf(more), hypothesis, stages, failedActions, stopping, settled);
    }

    private History measured(ProbeResult result) {
        FaultId fault = result.fault();
        if (fault != null) {
            return fault(fault, story -> story.measured(result));
        }
        return switch (result.phase()) {
            case STOP_CONDITIONS -> this;
            case STAGE, PRE_FAULT, POST_FAULT -> new History(asked, planned, faults, hypothesis, stages.and(result),
                    failedActions, stopping, settled);
            case HYPOTHESIS_BEFORE, HYPOTHESIS_DURING, HYPOTHESIS_END, HYPOTHESIS_AFTER -> new History(asked, planned,
                    faults, hypothesis.and(result), stages, failedActions, stopping, settled);
        };
    }

    private History asked(Asked question, boolean isPlanned) {
        return new History(question, isPlanned, faults, hypothesis, stages, failedActions, stopping, settled);
    }

    private History failed(ActionTaken taken) {
        Map<String, ActionTaken> more = new TreeMap<>(failedActions);
        more.put(taken.action(), taken);
        return new History(asked, planned, faults, hypothesis, stages, more, stopping, settled);
    }

    private History ended(@Nullable RunStopping stop, @Nullable RunSettled end) {
        return new History(asked, planned, faults, hypothesis, stages, failedActions, stop, end);
    }
}
