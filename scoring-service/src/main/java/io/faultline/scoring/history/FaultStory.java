package io.faultline.scoring.history;

import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one fault.
 *
 * @param reached whether anything was heard of it at all
 * @param heldBack it never began because its run was being stopped: no failure of its own
 */
public record FaultStory(boolean reached, @Nullable RevertReason reverted, @Nullable FaultFailed notInjected,
        @Nullable FaultFailed notReverted, boolean heldBack, ProbeStories probes) {
    public static final FaultStory NONE = new FaultStory(false, null, null, null, false, ProbeStories.NONE);

    /** Whether its injector has said its last word on it. */
    public boolean over() {
        return reverted != null || notInjected != null || notReverted != null;
    }

    FaultStory injected() {
        return new FaultStory(true, reverted, notInjected, notReverted, heldBack, probes);
    }

    FaultStory reverted(RevertReason reason) {
        return new FaultStory(true, reason, notInjected, notReverted, heldBack, probes);
    }

    FaultStory failed(FaultFailed fact, boolean stopping) {
        return switch (fact.failed()) {
            case INJECT -> new FaultStory(true, reverted, fact, notReverted, stopping || isStop(fact), probes);
            case REVERT -> new FaultStory(true, reverted, notInjected, fact, heldBack, probes);
        };
    }

    /** The injector may hear of a halt or a stop, and refuse, before the run does. */
    private static boolean isStop(FaultFailed fact) {
        return fact.refusal() == Refusal.HALTED || fact.refusal() == Refusal.RUN_STOPPED;
    }

    FaultStory measured(ProbeResult fact) {
        return new FaultStory(true, reverted, notInjected, notReverted, heldBack, probes.and(fact));
    }
}
