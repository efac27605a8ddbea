package io.faultline.runlog;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts aside what nobody can read or apply, so that its partition goes on: the record as it was, its own headers, and
 * beside them who gave up on it, why, where it lay, and the command that puts it back.
 */
final class DeadLetters implements Replay {
    static final String PREFIX = "faultline-dead-";
    /** Only on a letter of which just the beginning could be kept: how many bytes its value had. */
    static final String CUT = PREFIX + "cut";
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int LONGEST_REASON = 2_000;

    private final FactProducer producer;
    private final String service;
    private final InstantSource clock;
    private final Counter dead;

    DeadLetters(FactProducer producer, String service, InstantSource clock, MeterRegistry metrics) {
        this.producer = producer;
        this.service = service;
        this.clock = clock;
        this.dead = metrics.counter("faultline.facts.dead");
    }

    /** Returns when Kafka has it: only then may the record be passed over. */
    void bury(ReceivedRecord poison, String reason) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(PREFIX + "service", service);
        notes.put(PREFIX + "reason", reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
        notes.put(PREFIX + "at", clock.instant().toString());
        notes.put(PREFIX + "topic", poison.topic());
        notes.put(PREFIX + "partition", Integer.toString(poison.partition()));
        notes.put(PREFIX + "offset", Long.toString(poison.offset()));
        notes.put(PREFIX + "replay", "faultline dead replay " + poison.position());
        LOG.warn("Dead letter: {} at {}: {}", service, poison.position(), reason);
        try {
            send(DeadRecord.of(poison, notes));
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw e;
            }
            send(DeadRecord.smallest(poison, notes));
        }
        dead.increment();
    }

    @Override
    public void replay(ReceivedRecord original) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(original.topic(), null, original.key(),
                original.value());
        original.headers().forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                made.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        send(made);
    }

    private void send(ProducerRecord<String, byte[]> made) {
        try {
            producer.send(made).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take a record for " + made.topic(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending to " + made.topic(), e);
        }
    }
}
