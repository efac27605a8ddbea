package io.faultline.logstream.audit;

import java.time.Instant;

import io.faultline.logstream.tail.Kept;

/**
 * A link of the chain.
 *
 * @param position place in the chain of all runs, from 1 without gaps
 * @param sequence place among its own run's entries, from 1 without gaps
 * @param eventId unique in the chain
 * @param previous hash of the entry before it
 * @param hash of all of this, the previous hash included
 */
public record AuditEntry(long position, String run, long sequence, String eventId, String type, Original original,
        Instant keptAt, String previous, String hash) {
    /** As the feed of its run shows it. */
    public Kept kept() {
        return Kept.of(run, sequence, eventId, type, original.headers(), original.value());
    }
}
