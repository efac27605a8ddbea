package io.faultline.runlog;

import java.util.Map;

import io.faultline.contracts.wire.CloudEventHeaders;
import org.jspecify.annotations.Nullable;

/** A Kafka record as it came. Headers are text; a header given twice keeps its last value. */
public record ReceivedRecord(String topic, int partition, long offset, @Nullable String key,
        Map<String, String> headers, byte[] value) {
    public @Nullable String header(CloudEventHeaders name) {
        return headers.get(name.header());
    }

    /** Where it lies, as people and commands name it: <code>faultline.runs/0/17</code>. */
    public String position() {
        return topic + "/" + partition + "/" + offset;
    }
}
