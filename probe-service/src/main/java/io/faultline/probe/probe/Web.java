package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.HttpCall;
import io.faultline.probe.compare.Judgement;

/** Sends requests. The timeout bounds all of it: looking the name up, connecting, redirects, headers and body. */
public interface Web {
    Reply send(HttpCall call, Duration timeout) throws InterruptedException;

    /** What came back. */
    sealed interface Reply {
        /**
         * A response.
         *
         * @param whole false when the body was longer than what is read of it
         */
        record Answered(int status, String body, boolean whole, Duration took) implements Reply {}

        /** None, and what that means. */
        record Failed(Judgement judgement) implements Reply {}
    }
}
