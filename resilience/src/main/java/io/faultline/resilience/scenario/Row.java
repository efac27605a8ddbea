package io.faultline.resilience.scenario;

import java.util.List;

/**
 * What came of a scenario: a row of the report.
 *
 * @param cases the numbers of the cases it shows
 * @param figure what was measured, with its unit
 * @param late whether something took longer than promised, though it came
 * @param violations what must not be; empty if all is as promised
 */
public record Row(String name, String cases, String what, String promise, String figure, boolean late,
        List<String> violations) {
    public Row {
        violations = List.copyOf(violations);
    }

    public String markdown() {
        return "| %s | %s | %s | %s | %s | %s |".formatted(cases, name, what, promise, figure,
                violations.isEmpty() ? late ? "held, late" : "held" : "**violated**: " + String.join("; ", violations));
    }
}
