package io.faultline.runlog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The producer of facts. Spring Cloud Stream's StreamBridge gives no acknowledgement to wait for, and the outbox must not
 * forget what was not acknowledged: hence the plain client.
 */
final class FactProducer implements AutoCloseable {
    private final Map<String, Object> settings;
    private Producer<String, byte[]> producer;

    FactProducer(Map<String, Object> settings) {
        this.settings = settings;
        this.producer = open();
    }

    /** Durable, in order, and at once: no lingering, because a run waits for each of its facts. */
    static Map<String, Object> forFacts(String bootstrapServers, String clientId) {
        Map<String, Object> settings = common(bootstrapServers, clientId);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        return settings;
    }

    /**
     * Never in the caller's way, not for a moment: what does not fit, or comes before Kafka is known, is dropped, and
     * leaves a hole in its sequence. In order, so that a hole is a loss.
     */
    static Map<String, Object> forLines(String bootstrapServers, String clientId) {
        Map<String, Object> settings = common(bootstrapServers, clientId);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(30).toMillis());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        return settings;
    }

    private static Map<String, Object> common(String bootstrapServers, String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.METRICS_NUM_SAMPLES_CONFIG, 1);
        return settings;
    }

    /** Learns where a topic lies, so that the first record is not in the way; gives up after a while. */
    FactProducer acquainted(Topics topic) {
        long patience = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < patience) {
            try {
                producer.partitionsFor(topic.topic());
                return this;
            } catch (TimeoutException e) {
                LockSupport.parkNanos(5_000_000);
            }
        }
        return this;
    }

    synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> made) {
        return producer.send(made);
    }

    void sendQuietly(ProducerRecord<String, byte[]> made, Runnable onLoss) {
        try {
            producer.send(made, (metadata, failure) -> {
                if (failure != null) {
                    onLoss.run();
                }
            });
        } catch (RuntimeException e) {
            onLoss.run();
        }
    }

    /** Starts anew after a failure: whatever was on its way is given up, so that nothing overtakes what is sent again. */
    synchronized void renew() {
        producer.close(Duration.ZERO);
        producer = open();
    }

    private Producer<String, byte[]> open() {
        return new KafkaProducer<>(settings);
    }

    @Override
    public synchronized void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
