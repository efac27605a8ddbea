package io.faultline.logstream.dead;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A record somebody gave up on.
 *
 * @param number place in the order of their coming
 * @param topic where it lay, with partition and offset: by these it is named
 * @param consumer the service that could not read or apply it
 */
public record DeadLetter(long number, String topic, int partition, long offset, String consumer, String reason,
        Instant at, @Nullable String key, Map<String, String> headers, byte[] value, @Nullable Instant replayedAt) {
    public String id() {
        return topic + "/" + partition + "/" + offset;
    }
}
