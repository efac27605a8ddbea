package io.faultline.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it stands on the topic.
 *
 * @param key    the record's own key
 * @param time   when it was appended
 * @param source who says it: <code>/faultline/</code> and the service
 */
public record Stated(EventId id, String key, int partition, long offset, Instant time, String source,
        ProjectId project, RunFact fact) {
    /**
     * Reads a record of the topic of facts; empty when it is none that this version can read.
     *
     * @param header the text of a header, by its name
     */
    public static Optional<Stated> read(FactCodec codec, String key, int partition, long offset,
            Function<String, @Nullable String> header, byte[] value) {
        try {
            FactCodec.Decoded decoded = codec.decode(text(header, CloudEventHeaders.TYPE), value);
            return decoded instanceof FactCodec.Decoded.Known(Record known) && known instanceof RunFact fact
                    ? Optional.of(new Stated(EventId.parse(text(header, CloudEventHeaders.ID)), key, partition, offset,
                            Instant.parse(text(header, CloudEventHeaders.TIME)),
                            text(header, CloudEventHeaders.SOURCE),
                            new ProjectId(text(header, CloudEventHeaders.PROJECT)), fact))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(Function<String, @Nullable String> header, CloudEventHeaders name) {
        String text = header.apply(name.header());
        if (text == null) {
            throw new IllegalArgumentException(name.header() + " is missing");
        }
        return text;
    }

    public RunId run() {
        return fact.run();
    }

    String type() {
        return FactType.of((Record) fact).wireName();
    }

    String where() {
        return "partition %d offset %d, %s, event %s".formatted(partition, offset, type(), id);
    }

    /** The same fact told again, as whoever crashed between sending and remembering it does. */
    boolean isRedeliveryOf(Stated earlier) {
        return key.equals(earlier.key) && source.equals(earlier.source)
                && project.equals(earlier.project) && fact.equals(earlier.fact);
    }
}
