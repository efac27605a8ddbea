package io.faultline.ledger;

import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A promise that was not kept.
 *
 * @param run   null when it is not about one run
 * @param where what to look at: a place on the topic, a row, a process
 */
public record Violation(Invariant invariant, @Nullable RunId run, String what, String where) {
    @Override
    public String toString() {
        return "%s%s: %s (%s)".formatted(invariant, run == null ? "" : " run " + run, what, where);
    }
}
