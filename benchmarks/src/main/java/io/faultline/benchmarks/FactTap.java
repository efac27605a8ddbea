package io.faultline.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Listens to the facts of all runs, as any tool downstream would, and hands on those of the wanted types. */
final class FactTap implements AutoCloseable {
    private final FactCodec codec = new FactCodec();
    private final Thread thread;
    private volatile boolean open = true;

    /** @param heard called with each wanted fact and {@link System#nanoTime()} of its arrival */
    FactTap(String kafka, Set<FactType> wanted, BiConsumer<RunFact, Long> heard) {
        Set<String> names = wanted.stream().map(FactType::wireName).collect(Collectors.toSet());
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "fetch.min.bytes", 1), new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.RUNS.topic()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("fact-tap").start(() -> {
            try (consumer) {
                while (open) {
                    consumer.poll(Duration.ofMillis(100)).forEach(each -> hear(each, names, heard));
                }
            }
        });
    }

    private void hear(ConsumerRecord<String, byte[]> each, Set<String> names, BiConsumer<RunFact, Long> heard) {
        String type = new String(each.headers().lastHeader(CloudEventHeaders.TYPE.header()).value(),
                StandardCharsets.UTF_8);
        if (names.contains(type)
                && codec.decode(type, each.value()) instanceof FactCodec.Decoded.Known(RunFact fact)) {
            heard.accept(fact, System.nanoTime());
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        thread.join();
    }
}
