package io.faultline.probe;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Runs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** States facts within a trace, as a service does that was asked over HTTP. */
final class TracedFacts implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, EmbeddedHouse.open().bootstrapServers()),
            new StringSerializer(), new ByteArraySerializer());

    void append(RunFact fact, String traceparent) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.RUNS.topic(), fact.run().toString(),
                new FactCodec().encode((Record) fact));
        Map.of(CloudEventHeaders.ID, UUID.randomUUID().toString(), CloudEventHeaders.TYPE,
                FactType.of((Record) fact).wireName(), CloudEventHeaders.TIME, Instant.now().toString(),
                CloudEventHeaders.PROJECT, Runs.PROJECT.toString(), CloudEventHeaders.TRACEPARENT, traceparent)
                .forEach((header, text) -> made.headers().add(header.header(), text.getBytes(UTF_8)));
        producer.send(made);
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
