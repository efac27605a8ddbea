package io.faultline.runlog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.ServiceUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Case 12: poison of every kind goes to the dead letters with its reason, once, and its partition goes on. */
@Timeout(120)
class PoisonIT {
    private static final String ABORT = FactType.ABORT_REQUESTED.wireName();
    private static final int FIVE_MEGABYTES = 5 << 20;

    private static ServiceUnderTest service;
    private static Outsider outsider;

    private final Instant begun = Instant.now();
    private final Ids ids = service.bean(Ids.class);
    private final RunId run = ids.run();
    private @Nullable Integer partition;

    /** A dead letter as it lies on its topic. */
    private record Letter(@Nullable String key, Map<String, String> headers, byte[] value) {
        String note(String name) {
            return headers.getOrDefault("faultline-dead-" + name, "");
        }
    }

    @BeforeAll
    static void start() {
        service = Trial.start(Map.of());
        outsider = new Outsider(EmbeddedHouse.open().bootstrapServers());
    }

    @AfterAll
    static void stop() {
        outsider.close();
        service.close();
    }

    @BeforeEach
    void sayHello() {
        partition = outsider.send(fact("hello")).partition();
        awaitHeard("hello");
    }

    @Test
    void poisonOfEveryKindIsPutAsideWithItsReasonAndItsPartitionGoesOn() {
        Map<String, String> reasons = new HashMap<>();
        put(reasons, bytes(new byte[]{(byte) 0xff, 0, 1, (byte) 0xc3, 0x28}), "abort-requested.v1");
        put(reasons, bytes("{\"run\":\"".getBytes(UTF_8)), "abort-requested.v1");
        put(reasons, bytes("{\"another\":\"schema\"}".getBytes(UTF_8)), "is missing");
        put(reasons, bytes("[".repeat(50_000).getBytes(UTF_8)), "abort-requested.v1");
        put(reasons, bytes(new byte[0]), "abort-requested.v1");
        put(reasons, bytes(null), "abort-requested.v1");
        put(reasons, bytes(new byte[FIVE_MEGABYTES]), "abort-requested.v1");
        put(reasons, new ProducerRecord<>(Topics.RUNS.topic(), partition, run.toString(), new byte[]{1}),
                "no ce_type");
        put(reasons, without(fact("no id"), "ce_id"), "a header is missing");
        put(reasons, without(fact("no time"), "ce_time"), "a header is missing");
        put(reasons, with(fact("odd id"), "ce_id", "4711"), "cannot be read");
        put(reasons, with(fact("odd time"), "ce_time", "yesterday"), "cannot be read");
        put(reasons, with(without(fact("no project"), "ce_projectid"), "ce_projectid", ""), "cannot be read");
        put(reasons, keyed(null), "the key is not the run's id");
        put(reasons, keyed(ids.run().toString()), "the key is not the run's id");
        put(reasons, keyed("x".repeat(100_000)), "the key is not the run's id");
        put(reasons, with(bytes("?".getBytes(UTF_8)), "spring_json_header_types", "{\"ce_type\":\"no.such.Class\"}"),
                "abort-requested.v1");
        put(reasons, with(bytes("?".getBytes(UTF_8)), "large", "x".repeat(950_000)), "abort-requested.v1");
        put(reasons, fact(Trial.REFUSED), Trial.REFUSED);
        put(reasons, fact(Trial.NAME + unsqueezable(10_000)), "index row");
        outsider.send(at(outsider.event(run, ids.event().toString(), "io.faultline.abort-requested.v2",
                "?".getBytes(UTF_8))));
        outsider.send(at(outsider.event(run, ids.event().toString(), "com.example.unknown.v1", new byte[]{1})));
        long begun = System.nanoTime();
        outsider.send(fact("still here"));
        awaitHeard("hello", "still here");
        System.out.printf("poison of %d kinds: the partition went on after %d ms%n", reasons.size() + 2,
                (System.nanoTime() - begun) / 1_000_000);

        Map<String, Letter> letters = lettersOf(reasons.size());
        reasons.forEach((position, reason) -> assertThat(letters.get(position)).as(reason).satisfies(letter -> {
            assertThat(letter.note("reason")).contains(reason);
            assertThat(letter.note("service")).isEqualTo("trial");
            assertThat(letter.note("replay")).isEqualTo("faultline dead replay " + position);
            assertThat(Instant.parse(letter.note("at"))).isAfter(Instant.EPOCH);
        }));
        assertThat(letters.values()).filteredOn(letter -> !letter.note("cut").isEmpty()).hasSize(2)
                .anySatisfy(letter -> {
                    assertThat(letter.note("cut")).isEqualTo(Integer.toString(FIVE_MEGABYTES));
                    assertThat(letter.value()).hasSize(64 << 10);
                }).allSatisfy(letter -> assertThat(letter.headers()).containsEntry("ce_type", ABORT));
        assertThat(service.bean(Trial.Mood.class).refused()).as("asked in the batch and three times alone, no more")
                .hasValueLessThanOrEqualTo(4);
        assertThat(service.bean(MeterRegistry.class).counter("faultline.facts.skipped", "reason", "unknown_type")
                .count()).isGreaterThanOrEqualTo(2);
    }

    /** The topics that are kept unread, too: neither log lines nor dead letters stop for one that cannot be kept. */
    @Test
    void aRecordThatCannotBeKeptUnreadCostsOnlyItself() {
        long before = kept(Topics.LOGS);
        RunId refusing = ids.run();
        byte[] refused = Trial.REFUSED.getBytes(UTF_8);
        String position = position(outsider.send(new ProducerRecord<>(Topics.LOGS.topic(), 0, refusing.toString(),
                refused)));
        outsider.send(new ProducerRecord<>(Topics.DEAD.topic(), 0, refusing.toString(), refused));
        outsider.send(new ProducerRecord<>(Topics.LOGS.topic(), 0, run.toString(), new byte[]{1}));
        outsider.send(new ProducerRecord<>(Topics.DEAD.topic(), 0, run.toString(), new byte[]{1}));

        await().atMost(Duration.ofSeconds(20)).until(() -> kept(Topics.LOGS) == before + 1 && kept(Topics.DEAD) >= 1);
        assertThat(allLetters().values()).filteredOn(letter -> refusing.toString().equals(letter.key())
                && letter.note("topic").equals(Topics.LOGS.topic())).singleElement()
                .satisfies(letter -> assertThat(letter.note("replay")).endsWith(position));
    }

    @Test
    void whatIsPutBackIsAppliedOnceItCanBeAndOnlyOnce() {
        String position = position(outsider.send(fact(Trial.TOO_EARLY)));
        Letter letter = lettersOf(1).get(position);
        Map<String, String> headers = new HashMap<>(letter.headers());
        ReceivedRecord original = new ReceivedRecord(Topics.RUNS.topic(), 0, 0, letter.key(), headers,
                letter.value());

        service.bean(Replay.class).replay(original);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(lettersOf(2)).hasSize(2));
        service.bean(Trial.Mood.class).better().set(true);
        service.bean(Replay.class).replay(original);
        service.bean(Replay.class).replay(original);
        outsider.send(fact("after it"));
        awaitHeard("hello", Trial.TOO_EARLY, "after it");
        assertThat(lettersOf(2)).hasSize(2);
    }

    private void put(Map<String, String> reasons, ProducerRecord<String, byte[]> poison, String reason) {
        reasons.put(position(outsider.send(poison)), reason);
    }

    private static String position(org.apache.kafka.clients.producer.RecordMetadata sent) {
        return sent.topic() + "/" + sent.partition() + "/" + sent.offset();
    }

    private ProducerRecord<String, byte[]> fact(String reason) {
        return at(outsider.event(run, ids.event().toString(), ABORT,
                new FactCodec().encode(new AbortRequested(run, "someone", reason, Instant.EPOCH, false))));
    }

    private ProducerRecord<String, byte[]> bytes(byte @Nullable [] value) {
        return at(outsider.event(run, ids.event().toString(), ABORT, value));
    }

    private ProducerRecord<String, byte[]> keyed(@Nullable String key) {
        ProducerRecord<String, byte[]> right = fact("wrong key");
        return new ProducerRecord<>(right.topic(), partition, key, right.value(), right.headers());
    }

    private ProducerRecord<String, byte[]> at(ProducerRecord<String, byte[]> made) {
        return new ProducerRecord<>(made.topic(), partition, made.key(), made.value(), made.headers());
    }

    private static ProducerRecord<String, byte[]> with(ProducerRecord<String, byte[]> made, String header,
            String value) {
        without(made, header).headers().add(header, value.getBytes(UTF_8));
        return made;
    }

    private static ProducerRecord<String, byte[]> without(ProducerRecord<String, byte[]> made, String header) {
        made.headers().remove(header);
        return made;
    }

    private static String unsqueezable(int length) {
        Random random = new Random(4711);
        StringBuilder text = new StringBuilder();
        random.ints(length, 'a', 'z').forEach(text::appendCodePoint);
        return text.toString();
    }

    private void awaitHeard(String... what) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(Trial.heard(service, run)).containsExactly(what));
    }

    private long kept(Topics topic) {
        Long rows = service.bean(JdbcTemplate.class)
                .queryForObject("select count(*) from kept where topic = ? and run_id = ?", Long.class, topic.name(),
                        run.value());
        return rows == null ? 0 : rows;
    }

    /** The letters of this test, by where the record lay. */
    private Map<String, Letter> lettersOf(int expected) {
        Map<String, Letter> found = new HashMap<>();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            found.clear();
            allLetters().forEach((position, letter) -> {
                if (isOfThisTest(letter)) {
                    found.put(position, letter);
                }
            });
            return found.size() >= expected;
        });
        return found;
    }

    private boolean isOfThisTest(Letter letter) {
        return letter.note("partition").equals(String.valueOf(partition))
                && letter.note("topic").equals(Topics.RUNS.topic()) && letter.note("service").equals("trial")
                && !Instant.parse(letter.note("at")).isBefore(begun);
    }

    private static Map<String, Letter> allLetters() {
        Map<String, Letter> found = new HashMap<>();
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", EmbeddedHouse.open().bootstrapServers()), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(Topics.DEAD.topic(), 0);
            consumer.assign(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            consumer.seekToBeginning(List.of(only));
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
            }
        }
        for (ConsumerRecord<String, byte[]> each : read) {
            Map<String, String> headers = new HashMap<>();
            each.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
            Letter letter = new Letter(each.key(), headers, each.value());
            String position = letter.note("topic") + "/" + letter.note("partition") + "/" + letter.note("offset");
            assertThat(found.put(position, letter)).as("buried twice: " + position + letter.headers())
                    .satisfies(earlier -> assertThat(letter.note("topic").isEmpty() || earlier == null).isTrue());
        }
        return found;
    }
}
