package io.faultline.logstream.audit;

import org.jspecify.annotations.Nullable;

/**
 * What walking the chain has shown.
 *
 * @param rows how many rows were found as they were written, one after the other
 * @param head the hash of the last of them; noted elsewhere it shows later whether all was rewritten
 * @param brokenAt position of the first row that is not as it should be
 */
public record Verification(boolean intact, long rows, String head, @Nullable Long brokenAt,
        @Nullable String reason) {
    static Verification intact(Head reached, long rows) {
        return new Verification(true, rows, reached.hash(), null, null);
    }

    static Verification broken(Head reached, long position, String reason) {
        return new Verification(false, reached.position(), reached.hash(), position, reason);
    }
}
