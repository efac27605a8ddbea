package io.faultline.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A plain member of a consumer group, in a JVM of its own to be killed: address, group and topic are its arguments. */
final class KafkaMember {
    private KafkaMember() {}

    public static void main(String[] args) {
        try (KafkaConsumer<String, byte[]> member = join(args[0], args[1], args[2])) {
            while (true) {
                member.poll(Duration.ofMillis(100));
            }
        }
    }

    static KafkaConsumer<String, byte[]> join(String kafka, String group, String topic) {
        KafkaConsumer<String, byte[]> member = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka, "group.id", group,
                "session.timeout.ms", 6_000, "heartbeat.interval.ms", 1_000), new StringDeserializer(),
                new ByteArrayDeserializer());
        member.subscribe(List.of(topic));
        return member;
    }
}
