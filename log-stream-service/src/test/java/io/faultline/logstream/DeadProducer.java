package io.faultline.logstream;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Buries a record as run-log does. */
final class DeadProducer {
    private DeadProducer() {}

    static void bury(String bootstrapServers, RunId run, EventId id) throws Exception {
        bury(bootstrapServers, run, id, Map.of());
    }

    /** With other notes than usual. */
    static void bury(String bootstrapServers, RunId run, EventId id, Map<String, String> notes) throws Exception {
        Map<String, String> headers = new HashMap<>(Map.of("ce_id", id.toString(), "ce_type", "com.example.poison.v1",
                "faultline-dead-service", "injector", "faultline-dead-reason", "nobody could read it",
                "faultline-dead-at", "2026-01-01T00:00:00Z", "faultline-dead-topic", Topics.RUNS.topic(),
                "faultline-dead-partition", "3", "faultline-dead-offset", "4711"));
        headers.putAll(notes);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.DEAD.topic(), run.toString(),
                    "{\"poison\":true}".getBytes(StandardCharsets.UTF_8));
            headers.forEach((name, value) -> made.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(made).get();
        }
    }
}
