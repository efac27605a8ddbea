package io.faultline.runlog;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to Kafka whatever it likes. */
final class Outsider implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    Outsider(String brokers) {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "linger.ms", 0, "compression.type", "gzip",
                "max.request.size", 10 << 20), new StringSerializer(), new ByteArraySerializer());
    }

    ProducerRecord<String, byte[]> event(RunId run, String id, String type, byte[] value) {
        return event(run, id, type, Instant.now(), value);
    }

    ProducerRecord<String, byte[]> event(RunId run, String id, String type, Instant time, byte[] value) {
        return FactRecord.of(Topics.RUNS, run.toString(), id, type, "/outsider", Trial.PROJECT.value(), time, null,
                value);
    }

    /** Returns when Kafka has it. */
    RecordMetadata send(ProducerRecord<String, byte[]> made) {
        try {
            return producer.send(made).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
