package io.faultline.standalone.audit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic from its beginning to where it ends now, each partition in order. */
final class Topic {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Topic() {}

    /** @return the partitions whose beginning Kafka has thrown away already */
    static Set<Integer> read(String brokers, Topics topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "default.api.timeout.ms", (int) PATIENCE.toMillis(),
                        "request.timeout.ms", 5_000),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                var records = consumer.poll(Duration.ofMillis(200));
                records.forEach(reader);
                deadline = records.isEmpty() ? deadline : System.nanoTime() + PATIENCE.toNanos();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Kafka at %s gives no more of %s".formatted(brokers, topic));
                }
            }
            return begins.entrySet().stream().filter(begin -> begin.getValue() > 0)
                    .map(begin -> begin.getKey().partition()).collect(Collectors.toSet());
        }
    }
}
