package io.faultline.injector.lease;

import java.time.Instant;

import io.faultline.contracts.run.Refusal;

/** Everything is halted: who pulled the lever, why, and when. */
public record Halt(String reason, String requestedBy, Instant at) {
    Objection objection() {
        return new Objection(Refusal.HALTED,
                "everything is halted since %s by %s: %s; release the halt first".formatted(at, requestedBy, reason));
    }
}
