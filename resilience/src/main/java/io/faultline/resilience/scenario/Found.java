package io.faultline.resilience.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a scenario finds as it goes: figures, and what must not be. */
final class Found {
    private static final Duration LEAST = Duration.ofSeconds(10);

    private final List<String> figures = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private boolean late;

    void figure(String text, Object... values) {
        figures.add(text.formatted(values));
    }

    void require(boolean condition, String otherwise, Object... values) {
        if (!condition) {
            violations.add(otherwise.formatted(values));
        }
    }

    /**
     * A time that has to be there. Later than promised is said to be late; what comes so late that no busy machine
     * explains it is a violation.
     */
    void within(String what, Optional<Duration> took, Duration promised) {
        Duration tooLate = promised.multipliedBy(5).compareTo(LEAST) > 0 ? promised.multipliedBy(5) : LEAST;
        boolean inTime = took.isPresent() && took.get().compareTo(promised) <= 0;
        late |= !inTime;
        figures.add("%s %s%s".formatted(what, took.map(each -> each.toMillis() + " ms").orElse("never"),
                inTime ? "" : " (late)"));
        require(took.isPresent() && took.get().compareTo(tooLate) <= 0, "%s: %s, promised within %s", what,
                took.map(each -> each.toMillis() + " ms").orElse("never"), promised);
    }

    boolean isLate() {
        return late;
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
