package io.faultline.logstream.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import io.faultline.contracts.wire.CloudEventHeaders;
import org.jspecify.annotations.Nullable;

/** A record as it came: whatever it holds, it can be kept. */
public record Original(String topic, int partition, long offset, @Nullable String key,
        SortedMap<String, String> headers, byte[] value) {
    /** Stands for the run of a record that names none. */
    public static final String NO_RUN = "none";
    private static final int LONGEST_NAME = 200;

    public static Original of(String topic, int partition, long offset, @Nullable String key,
            Map<String, String> headers, byte[] value) {
        return new Original(topic, partition, offset, key, new TreeMap<>(headers), value);
    }

    public String position() {
        return topic + "/" + partition + "/" + offset;
    }

    public String run() {
        try {
            return key == null ? NO_RUN : UUID.fromString(key).toString();
        } catch (IllegalArgumentException e) {
            return NO_RUN;
        }
    }

    /** By this a redelivery is recognised: the event's id or, without a usable one, where it lay. */
    public String eventId() {
        return named(CloudEventHeaders.ID, position());
    }

    public String type() {
        return named(CloudEventHeaders.TYPE, "unknown");
    }

    private String named(CloudEventHeaders header, String otherwise) {
        String text = headers.get(header.header());
        boolean usable = text != null && !text.isBlank() && text.length() <= LONGEST_NAME && text.indexOf('\0') < 0;
        return text != null && usable ? text : otherwise;
    }
}
