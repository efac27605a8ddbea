package io.faultline.resilience.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a scenario finds as it goes: figures, and what must not be. */
final class Found {
    private final List<String> figures = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    void figure(String text, Object... values) {
        figures.add(text.formatted(values));
    }

    void require(boolean condition, String otherwise, Object... values) {
        if (!condition) {
            violations.add(otherwise.formatted(values));
        }
    }

    /** A time that has to be there, and within a bound; the bound is that of the promise, doubled for a busy machine. */
    void within(String what, Optional<Duration> took, Duration promised) {
        figures.add("%s %s".formatted(what, took.map(each -> each.toMillis() + " ms").orElse("never")));
        require(took.isPresent() && took.get().compareTo(promised.multipliedBy(2)) <= 0, "%s: %s instead of %s", what,
                took.map(each -> each.toMillis() + " ms").orElse("never"), promised);
    }

    void violations(List<String> more) {
        violations.addAll(more);
    }

    String figures() {
        return String.join("; ", figures);
    }

    List<String> violations() {
        return violations;
    }
}
