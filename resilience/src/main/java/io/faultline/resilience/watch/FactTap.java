package io.faultline.resilience.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Topics;
import io.faultline.ledger.Stated;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hears every fact of every run, from the first record on, as any tool downstream would. */
public final class FactTap implements AutoCloseable {
    private final FactCodec codec = new FactCodec();
    private final Map<RunId, List<Stated>> told = new HashMap<>();
    private final Thread thread;
    private volatile boolean open = true;

    public FactTap(String kafka) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "fetch.min.bytes", 1, "reconnect.backoff.max.ms", 250,
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.RUNS.topic()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().daemon().name("fact-tap").start(() -> listen(consumer));
    }

    private void listen(KafkaConsumer<String, byte[]> consumer) {
        try (consumer) {
            while (open) {
                try {
                    consumer.poll(Duration.ofMillis(50)).forEach(this::hear);
                } catch (KafkaException e) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        String type = header(record, CloudEventHeaders.TYPE);
        if (codec.decode(type, record.value()) instanceof FactCodec.Decoded.Known(RunFact fact)) {
            synchronized (this) {
                told.computeIfAbsent(fact.run(), _ -> new ArrayList<>())
                        .add(stated(record, fact));
                notifyAll();
            }
        }
    }

    private static Stated stated(ConsumerRecord<String, byte[]> record, RunFact fact) {
        return new Stated(EventId.parse(header(record, CloudEventHeaders.ID)), String.valueOf(record.key()),
                record.partition(), record.offset(), Instant.parse(header(record, CloudEventHeaders.TIME)),
                header(record, CloudEventHeaders.SOURCE), new ProjectId(header(record, CloudEventHeaders.PROJECT)),
                fact);
    }

    private static String header(ConsumerRecord<String, byte[]> record, CloudEventHeaders name) {
        var header = record.headers().lastHeader(name.header());
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** All there is of a run so far, records that came twice also twice. */
    public synchronized List<Stated> of(RunId run) {
        return List.copyOf(told.getOrDefault(run, List.of()));
    }

    /** How many different facts there are. */
    public synchronized int size() {
        return told.values().stream().mapToInt(each -> (int) each.stream().map(Stated::id).distinct().count()).sum();
    }

    /** Waits until there is such a fact of this run. */
    public synchronized Optional<Stated> await(RunId run, Predicate<RunFact> wanted, Duration atMost)
            throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<Stated> found = told.getOrDefault(run, List.of()).stream().filter(each -> wanted.test(each.fact()))
                    .findFirst();
            long left = (until - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(Math.max(1, left));
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        thread.join(5_000);
    }
}
