package io.faultline.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Topics;
import io.faultline.ledger.Stated;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads along on all topics, from the moment it is made. */
public final class PublishedRecords implements AutoCloseable {
    /**
     * A record as it was published.
     *
     * @param value  the record it decodes to; null when it does not
     * @param stated the same as a ledger reads it; null when it is no fact
     */
    public record Published(Topics topic, String key, Map<String, String> headers, @Nullable Record value,
            @Nullable Stated stated) {
        public @Nullable String header(CloudEventHeaders header) {
            return headers.get(header.header());
        }
    }

    private final Map<String, List<Published>> byKey = new ConcurrentHashMap<>();
    private final FactCodec codec = new FactCodec();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader;

    PublishedRecords(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "fetch.min.bytes", 1,
                "fetch.max.wait.ms", 100), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Arrays.stream(Topics.values())
                .flatMap(topic -> consumer.partitionsFor(topic.topic()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader = Thread.ofVirtual().name("published-records").start(this::read);
    }

    private void read() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofSeconds(1)).forEach(this::keep);
            }
        } catch (WakeupException e) {
            byKey.clear();
        }
    }

    private void keep(ConsumerRecord<String, byte[]> read) {
        Map<String, String> headers = StreamSupport.stream(read.headers().spliterator(), false)
                .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8),
                        (_, last) -> last));
        Topics topic = Arrays.stream(Topics.values()).filter(each -> each.topic().equals(read.topic())).findFirst()
                .orElseThrow();
        String type = headers.getOrDefault(CloudEventHeaders.TYPE.header(), "");
        Record value = codec.decode(type, read.value()) instanceof FactCodec.Decoded.Known known
                ? known.value()
                : null;
        String key = String.valueOf(read.key());
        Stated stated = topic == Topics.RUNS
                ? Stated.read(codec, key, read.partition(), read.offset(), headers::get, read.value()).orElse(null)
                : null;
        byKey.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>())
                .add(new Published(topic, key, headers, value, stated));
    }

    List<Published> of(RunId run) {
        return List.copyOf(byKey.getOrDefault(run.toString(), List.of()));
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
