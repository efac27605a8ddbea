package io.faultline.logstream.tail;

import java.util.Map;

import io.faultline.contracts.wire.CloudEventHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Something kept that can be followed: the attributes of a CloudEvent and its value, unread.
 *
 * @param sequence place in its feed, rising
 */
public record Kept(String run, long sequence, String id, String type, String source, @Nullable String time,
        @Nullable String project, @Nullable String traceparent, byte[] value) {
    /** From the headers of a CloudEvent in Kafka's binary mode. */
    public static Kept of(String run, long sequence, String id, String type, Map<String, String> headers,
            byte[] value) {
        return new Kept(run, sequence, id, type, headers.getOrDefault(CloudEventHeaders.SOURCE.header(), "unknown"),
                headers.get(CloudEventHeaders.TIME.header()), headers.get(CloudEventHeaders.PROJECT.header()),
                headers.get(CloudEventHeaders.TRACEPARENT.header()), value);
    }
}
