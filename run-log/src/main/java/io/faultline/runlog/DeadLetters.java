package io.faultline.runlog;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.faultline.contracts.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts aside what nobody can read or apply, so that its partition goes on: the record as it was, its own headers, and
 * beside them who gave up on it, why, where it lay, and the command that puts it back.
 */
final class DeadLetters implements Replay {
    static final String PREFIX = "faultline-dead-";
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final FactProducer producer;
    private final String service;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    DeadLetters(FactProducer producer, String service, InstantSource clock, MeterRegistry metrics) {
        this.producer = producer;
        this.service = service;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Returns when Kafka has it: only then may the record be passed over. */
    void bury(ReceivedRecord poison, String reason) {
        Map<String, String> headers = new LinkedHashMap<>(poison.headers());
        headers.put(PREFIX + "service", service);
        headers.put(PREFIX + "reason", reason);
        headers.put(PREFIX + "at", clock.instant().toString());
        headers.put(PREFIX + "topic", poison.topic());
        headers.put(PREFIX + "partition", Integer.toString(poison.partition()));
        headers.put(PREFIX + "offset", Long.toString(poison.offset()));
        headers.put(PREFIX + "replay", "faultline dead replay " + poison.position());
        LOG.warn("Dead letter: {} at {}: {}", service, poison.position(), reason);
        metrics.counter("faultline.facts.dead").increment();
        send(Topics.DEAD.topic(), poison, headers);
    }

    @Override
    public void replay(ReceivedRecord original) {
        Map<String, String> headers = new LinkedHashMap<>(original.headers());
        headers.keySet().removeIf(name -> name.startsWith(PREFIX));
        send(original.topic(), original, headers);
    }

    private void send(String topic, ReceivedRecord received, Map<String, String> headers) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(topic, null, received.key(), received.value());
        headers.forEach((name, value) -> made.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(made).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take a record for " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending to " + topic, e);
        }
    }
}
