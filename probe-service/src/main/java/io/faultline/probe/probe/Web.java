package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.HttpCall;
import io.faultline.probe.compare.Judgement;
import org.jspecify.annotations.Nullable;

/** Sends requests. The timeout bounds all of it: looking the name up, connecting, redirects, headers and body. */
public interface Web {
    default Reply send(HttpCall call, Duration timeout) throws InterruptedException {
        return send(call, timeout, null);
    }

    /** @param through the way into a cluster, for what is known only there */
    Reply send(HttpCall call, Duration timeout, @Nullable Passage through) throws InterruptedException;

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
