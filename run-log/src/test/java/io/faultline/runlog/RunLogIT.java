package io.faultline.runlog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.ServiceUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    private static ServiceUnderTest service;
    private static Outsider outsider;

    private final JdbcTemplate jdbc = service.bean(JdbcTemplate.class);
    private final TransactionTemplate transaction = new TransactionTemplate(
            service.bean(org.springframework.transaction.PlatformTransactionManager.class));
    private final RunLog log = service.bean(RunLog.class);
    private final Ids ids = service.bean(Ids.class);
    private final RunId run = ids.run();

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

    @Test
    void publishesFactsOfACommittedTransactionInOrder() {
        List<String> said = IntStream.range(0, 50).mapToObj(i -> "reason " + i).toList();

        transaction.executeWithoutResult(_ -> said.forEach(reason -> log.append(Trial.PROJECT, abort(reason))));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard()).isEqualTo(said));
        await().untilAsserted(() -> assertThat(count("outbox")).isZero());
    }

    @Test
    void publishesNothingOfATransactionThatRollsBack() {
        transaction.executeWithoutResult(status -> {
            log.append(Trial.PROJECT, abort("never happened"));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> log.append(Trial.PROJECT, abort("happened")));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard()).containsExactly("happened"));
    }

    @Test
    void refusesToAppendOutsideOfATransaction() {
        assertThatThrownBy(() -> log.append(Trial.PROJECT, abort("no transaction")))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void refusesAFactThatKafkaWouldNotTakeInsteadOfStandingStillBeforeIt() {
        String endless = "x".repeat(1_100_000);

        assertThatThrownBy(
                () -> transaction.executeWithoutResult(_ -> log.append(Trial.PROJECT, abort(endless))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("too large");
        transaction.executeWithoutResult(_ -> {
            assertThatThrownBy(() -> log.append(Trial.PROJECT, List.of(abort("beside it"), abort(endless))))
                    .isInstanceOf(IllegalArgumentException.class);
            log.append(Trial.PROJECT, abort("behind it"));
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
    void buriesNothingOfABatchThatComesAgainBecauseTheDatabaseIsAway() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        DeadLetters deadLetters = new DeadLetters(service.context().getBean("factProducer", FactProducer.class),
                "trial",
                Instant::now, metrics);
        FactReader reader = new FactReader(service.bean(FactListener.class), new FactCodec(),
                service.bean(Inbox.class), deadLetters, new Away(), new Tracing(null, null), metrics);
        ReceivedRecord poison = received(Map.of(), new byte[]{1});
        ReceivedRecord fact = received(
                Map.of("ce_type", FactType.ABORT_REQUESTED.wireName(), "ce_id", ids.event().toString(), "ce_time",
                        Instant.now().toString(), "ce_projectid", Trial.PROJECT.value()),
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
        MeterRegistry metrics = service.bean(MeterRegistry.class);
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
        return Trial.heard(service, run);
    }

    private int count(String table) {
        Integer rows = jdbc.queryForObject("select count(*) from " + table, Integer.class);
        return rows == null ? 0 : rows;
    }

    private void send(String id, String type, byte[] value) {
        outsider.send(outsider.event(run, id, type, value));
    }
}
