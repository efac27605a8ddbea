package io.faultline.ledger;

import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/**
 * What a database keeps of a run beside what its facts give when they are folded again; equal if all is well.
 *
 * @param invariant the promise it belongs to: {@link Invariant#I6}, or {@link Invariant#I7} for scores
 * @param what      the table or the view
 */
public record Comparison(Invariant invariant, @Nullable RunId run, String what, @Nullable Object stored,
        @Nullable Object replayed) {}
