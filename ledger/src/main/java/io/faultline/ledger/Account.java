package io.faultline.ledger;

import java.util.List;

/**
 * What came of a check.
 *
 * @param redelivered facts told again, identically: allowed on the wire, and read once
 */
public record Account(int runs, int facts, int redelivered, List<Violation> violations) {
    public Account {
        violations = List.copyOf(violations);
    }

    public boolean isClean() {
        return violations.isEmpty();
    }

    public List<Violation> of(Invariant invariant) {
        return violations.stream().filter(each -> each.invariant() == invariant).toList();
    }
}
