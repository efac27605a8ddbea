package io.faultline.runlog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 in Kafka's binary content mode: attributes as headers, the value plain JSON, the key the run's id. */
final class FactRecord {
    private FactRecord() {}

    static ProducerRecord<String, byte[]> of(Topics topic, String run, String id, String type, String source,
            String project, Instant time, @Nullable String traceparent, byte[] value) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(topic.topic(), null, run, value);
        header(made, CloudEventHeaders.SPEC_VERSION, "1.0");
        header(made, CloudEventHeaders.ID, id);
        header(made, CloudEventHeaders.TYPE, type);
        header(made, CloudEventHeaders.SOURCE, source);
        header(made, CloudEventHeaders.SUBJECT, run);
        header(made, CloudEventHeaders.TIME, time.toString());
        header(made, CloudEventHeaders.PROJECT, project);
        header(made, CloudEventHeaders.CONTENT_TYPE, "application/json");
        if (traceparent != null) {
            header(made, CloudEventHeaders.TRACEPARENT, traceparent);
        }
        return made;
    }

    private static void header(ProducerRecord<String, byte[]> made, CloudEventHeaders name, String value) {
        made.headers().add(name.header(), value.getBytes(StandardCharsets.UTF_8));
    }
}
