package io.faultline.logstream.dead;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.wire.Topics;
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
    /** The header of a letter of which only the beginning was kept, as the whole is larger than Kafka takes. */
    public static final String CUT = "faultline-dead-cut";
    private static final Set<String> READ = Set.of(Topics.RUNS.topic(), Topics.LOGS.topic());

    /** Why it cannot be put back; absent when it can. */
    public Optional<String> notReplayable() {
        if (headers.containsKey(CUT)) {
            return Optional.of("only the beginning of its %s bytes was kept".formatted(headers.get(CUT)));
        }
        return READ.contains(topic)
                ? Optional.empty()
                : Optional.of("it lay on no topic that Faultline reads: " + topic);
    }

    public String id() {
        return topic + "/" + partition + "/" + offset;
    }
}
