package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.CommandCall;
import io.faultline.probe.compare.Judgement;

/** Runs commands. At the timeout a command is killed together with everything it started. */
public interface Programs {
    Ended run(CommandCall call, Duration timeout) throws InterruptedException;

    /** How a command ended. */
    sealed interface Ended {
        /**
         * By itself.
         *
         * @param output standard output, trimmed
         * @param errors standard error, trimmed and shortened
         */
        record Exited(int code, String output, String errors) implements Ended {}

        /** It did not run to its end, and what that means. */
        record Failed(Judgement judgement) implements Ended {}
    }
}
