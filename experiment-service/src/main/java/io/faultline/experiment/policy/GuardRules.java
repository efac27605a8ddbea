package io.faultline.experiment.policy;

import java.util.List;
import java.util.Optional;

import io.faultline.experiment.stop.Halt;

/** What each guard says. */
public final class GuardRules {
    private GuardRules() {}

    static Guard halt(Optional<Halt> inForce) {
        return inForce.map(halt -> Guard.refusing(Guard.Name.HALT,
                "Everything is halted since %s by %s: %s. DELETE /api/v1/halt with a reason releases it."
                        .formatted(halt.since(), halt.requestedBy(), halt.reason())))
                .orElseGet(() -> Guard.allowing(Guard.Name.HALT, "Nothing is halted."));
    }

    /** The first that refuses. */
    static Optional<Guard> refusal(List<Guard> guards) {
        return guards.stream().filter(guard -> !guard.allowed()).findFirst();
    }
}
