package io.faultline.runlog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import io.faultline.embedded.Durability;
import io.faultline.embedded.KafkaBroker;
import io.faultline.embedded.PostgresProcess;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The outbox, the inbox and the dead letters, over a real Kafka and a real Postgres. */
class RunLogIT {
    private static final ProjectId PROJECT = new ProjectId("default");
    private static final String REFUSED = "the listener refuses this";

    @TempDir
    static Path folder;

    private static KafkaBroker kafka;
    private static PostgresProcess postgres;
    private static ConfigurableApplicationContext service;
    private static KafkaProducer<String, byte[]> outsider;

    private final JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
    private final TransactionTemplate transaction = new TransactionTemplate(
            service.getBean(org.springframework.transaction.PlatformTransactionManager.class));
    private final RunLog log = service.getBean(RunLog.class);
    private final Ids ids = service.getBean(Ids.class);
    private final RunId run = ids.run();

    /** Writes down what it hears; refuses one kind of abort. */
    @SpringBootApplication
    static class Trial {
        @Bean
        FactListener listener(JdbcTemplate jdbc) {
            return new FactListener() {
                @Override
                public Set<Class<? extends RunFact>> facts() {
                    return Set.of(AbortRequested.class);
                }

                @Override
                public void on(ReceivedFact received) {
                    AbortRequested abort = (AbortRequested) received.fact();
                    jdbc.update("insert into heard (run_id, what) values (?, ?)", abort.run().value(), abort.reason());
                    if (abort.reason().equals(REFUSED)) {
                        throw new IllegalStateException(REFUSED);
                    }
                }
            };
        }
    }

    @BeforeAll
    static void start() {
        postgres = PostgresProcess.start(folder.resolve("postgres"), 0, Durability.FORGETFUL);
        kafka = KafkaBroker.start(folder.resolve("kafka"), 0);
        service = new SpringApplicationBuilder(Trial.class).properties("spring.config.name=trial").run(
                "--FAULTLINE_DB_URL=" + postgres.jdbcUrl(), "--FAULTLINE_DB_USER=" + PostgresProcess.USER,
                "--FAULTLINE_DB_PASSWORD=" + PostgresProcess.PASSWORD, "--FAULTLINE_KAFKA=" + kafka.bootstrapServers());
        outsider = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
                new StringSerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        outsider.close();
        service.close();
        kafka.close();
        postgres.close();
    }

    @Test
    void publishesFactsOfACommittedTransactionInOrder() {
        List<String> said = IntStream.range(0, 50).mapToObj(i -> "reason " + i).toList();

        transaction.executeWithoutResult(_ -> said.forEach(reason -> log.append(PROJECT, abort(reason))));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard()).isEqualTo(said));
        await().untilAsserted(() -> assertThat(count("outbox")).isZero());
    }

    @Test
    void publishesNothingOfATransactionThatRollsBack() {
        transaction.executeWithoutResult(status -> {
            log.append(PROJECT, abort("never happened"));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> log.append(PROJECT, abort("happened")));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard()).containsExactly("happened"));
    }

    @Test
    void refusesToAppendOutsideOfATransaction() {
        assertThatThrownBy(() -> log.append(PROJECT, abort("no transaction")))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void refusesAFactThatKafkaWouldNotTakeInsteadOfStandingStillBeforeIt() {
        String endless = "x".repeat(1_100_000);

        assertThatThrownBy(
                () -> transaction.executeWithoutResult(_ -> log.append(PROJECT, abort(endless))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("too large");
        transaction.executeWithoutResult(_ -> {
            assertThatThrownBy(() -> log.append(PROJECT, List.of(abort("beside it"), abort(endless))))
                    .isInstanceOf(IllegalArgumentException.class);
            log.append(PROJECT, abort("behind it"));
        });

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard()).containsExactly("behind it"));
    }

    @Test
    void appliesARedeliveredFactOnce() {
        String id = ids.event().toString();
        byte[] value = new FactCodec().encode(abort("once"));
        for (int i = 0; i < 5; i++) {
            send(id, FactType.ABORT_REQUESTED.wireName(), value);
        }
        send(ids.event().toString(), FactType.ABORT_REQUESTED.wireName(), new FactCodec().encode(abort("after")));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(heard()).containsExactly("once", "after"));
    }

    @Test
    void buriesPoisonWithItsReasonAndHeadersAndGoesOn() {
        send(ids.event().toString(), FactType.ABORT_REQUESTED.wireName(),
                "{\"run\": broken".getBytes(StandardCharsets.UTF_8));
        String refused = ids.event().toString();
        send(refused, FactType.ABORT_REQUESTED.wireName(), new FactCodec().encode(abort(REFUSED)));
        outsider.send(new ProducerRecord<>(Topics.RUNS.topic(), run.toString(), new byte[]{1, 2, 3}));
        send(ids.event().toString(), FactType.ABORT_REQUESTED.wireName(), new FactCodec().encode(abort("still here")));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard()).containsExactly("still here"));
        List<Map<String, String>> dead = deadLetters(3);
        assertThat(dead).extracting(headers -> headers.get("faultline-dead-reason")).anySatisfy(
                reason -> assertThat(reason).contains("abort-requested.v1")).anySatisfy(
                        reason -> assertThat(reason).contains(REFUSED))
                .anySatisfy(
                        reason -> assertThat(reason).contains("no ce_type"));
        assertThat(dead).filteredOn(headers -> refused.equals(headers.get("ce_id"))).singleElement()
                .satisfies(headers -> assertThat(headers).containsEntry("faultline-dead-service", "trial")
                        .containsEntry("ce_type", FactType.ABORT_REQUESTED.wireName())
                        .hasEntrySatisfying("faultline-dead-replay",
                                command -> assertThat(command).startsWith("faultline dead replay faultline.runs/")));
    }

    @Test
    void buriesNothingOfABatchThatComesAgainBecauseTheDatabaseIsAway() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        DeadLetters deadLetters = new DeadLetters(service.getBean("factProducer", FactProducer.class), "trial",
                Instant::now, metrics);
        FactReader reader = new FactReader(service.getBean(FactListener.class), new FactCodec(),
                service.getBean(Inbox.class), deadLetters, new Away(), new Tracing(null, null), metrics);
        ReceivedRecord poison = received(Map.of(), new byte[]{1});
        ReceivedRecord fact = received(
                Map.of("ce_type", FactType.ABORT_REQUESTED.wireName(), "ce_id", ids.event().toString(), "ce_time",
                        Instant.EPOCH.toString(), "ce_projectid", PROJECT.value()),
                new FactCodec().encode(abort("later")));

        assertThatThrownBy(() -> reader.on(List.of(poison, fact)))
                .isInstanceOf(CannotCreateTransactionException.class);
        assertThat(metrics.counter("faultline.facts.dead").count()).isZero();
    }

    /** A database that does not answer. */
    private static final class Away extends TransactionTemplate {
        @Override
        public <T> T execute(TransactionCallback<T> action) {
            throw new CannotCreateTransactionException("the database is away");
        }
    }

    private ReceivedRecord received(Map<String, String> headers, byte[] value) {
        return new ReceivedRecord(Topics.RUNS.topic(), 0, 0, run.toString(), headers, value);
    }

    @Test
    void skipsAndCountsTypesItDoesNotKnow() {
        MeterRegistry metrics = service.getBean(MeterRegistry.class);
        send(ids.event().toString(), "io.faultline.from-the-future.v9", "{}".getBytes(StandardCharsets.UTF_8));
        send(ids.event().toString(), FactType.RUN_STOPPING.wireName(), new FactCodec()
                .encode(new RunStopping(run, StopCause.ABORTED, "not wanted by this listener", Instant.EPOCH)));
        send(ids.event().toString(), FactType.ABORT_REQUESTED.wireName(), new FactCodec().encode(abort("after it")));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard()).containsExactly("after it"));
        assertThat(metrics.counter("faultline.facts.skipped", "reason", "unknown_type").count()).isPositive();
    }

    private AbortRequested abort(String reason) {
        return new AbortRequested(run, "someone", reason, Instant.EPOCH, false);
    }

    private List<String> heard() {
        return jdbc.queryForList("select what from heard where run_id = ? order by place", String.class, run.value());
    }

    private int count(String table) {
        Integer rows = jdbc.queryForObject("select count(*) from " + table, Integer.class);
        return rows == null ? 0 : rows;
    }

    private void send(String id, String type, byte[] value) {
        outsider.send(FactRecord.of(Topics.RUNS, run.toString(), UUID.fromString(id).toString(), type, "/outsider",
                PROJECT.value(), Instant.EPOCH, null, value));
    }

    private static List<Map<String, String>> deadLetters(int expected) {
        List<Map<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(Topics.DEAD.topic(), 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> found.add(headers(each)));
                return found.size() >= expected;
            });
        }
        return found;
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> dead) {
        Map<String, String> headers = new java.util.HashMap<>();
        dead.headers().forEach(each -> headers.put(each.key(), new String(each.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
