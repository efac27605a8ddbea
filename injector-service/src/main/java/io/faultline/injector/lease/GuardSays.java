package io.faultline.injector.lease;

import java.util.Optional;

/** What a guard says of a fault that is about to be injected. */
public record GuardSays(Guard guard, boolean allowed, String says) {
    static GuardSays yes(Guard guard, String says) {
        return new GuardSays(guard, true, says);
    }

    static GuardSays no(Guard guard, String says) {
        return new GuardSays(guard, false, says);
    }

    Optional<Objection> objection() {
        return allowed ? Optional.empty() : Optional.of(new Objection(guard.refusal(), says));
    }
}
