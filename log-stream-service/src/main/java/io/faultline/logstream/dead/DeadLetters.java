package io.faultline.logstream.dead;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** All dead letters. */
public interface DeadLetters {
    /** Keeps those not kept yet, within the caller's transaction. */
    void keep(List<DeadLetter> letters);

    /** Newest first, those with a smaller number than this. */
    List<DeadLetter> before(@Nullable Long number, int limit);

    /** One for each service that gave up on the record. */
    List<DeadLetter> at(String topic, int partition, long offset);

    void replayed(String topic, int partition, long offset);
}
