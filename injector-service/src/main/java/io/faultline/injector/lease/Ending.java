package io.faultline.injector.lease;

import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;

/** How a lease ended: exactly one for each. */
public sealed interface Ending {
    LeaseState state();

    /** What it is counted under. */
    String outcome();

    /** Its effect was taken away. */
    record Reverted(RevertReason reason) implements Ending {
        @Override
        public LeaseState state() {
            return LeaseState.REVERTED;
        }

        @Override
        public String outcome() {
            return "reverted";
        }
    }

    /** It was never in force, or nothing of it is left. */
    record NotInjected(Refusal refusal, String reason) implements Ending {
        @Override
        public LeaseState state() {
            return LeaseState.NOT_INJECTED;
        }

        @Override
        public String outcome() {
            return "refused";
        }
    }

    /** It is still in force: a person has to do what is said here. */
    record Stuck(String reason, String byHand, Tries tries) implements Ending {
        @Override
        public LeaseState state() {
            return LeaseState.REVERT_FAILED;
        }

        @Override
        public String outcome() {
            return "revert-failed";
        }
    }
}
