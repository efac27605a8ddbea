package io.faultline.runlog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.LinesEnded;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Facts;
import io.faultline.testkit.FaultyLink;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Case 19: Kafka or Postgres takes connections and says nothing; nobody waits for ever, and all goes on by itself. */
@Tag("long")
@Timeout(300)
class HalfOpenIT {
    /** What a caller may have to wait for Postgres: for a connection, or for an answer. */
    private static final Duration BOUND = Duration.ofSeconds(11);
    private static final List<String> SAID = IntStream.range(0, 50).mapToObj(Integer::toString).toList();

    private static FaultyLink kafka;
    private static FaultyLink postgres;
    private static ServiceUnderTest service;
    private static Outsider outsider;
    private static Facts facts;

    private final RunLog log = service.bean(RunLog.class);
    private final Ids ids = service.bean(Ids.class);
    private final TransactionTemplate transaction = new TransactionTemplate(
            service.bean(PlatformTransactionManager.class));
    private final RunId run = ids.run();

    @BeforeAll
    static void start() {
        EmbeddedHouse house = EmbeddedHouse.open();
        kafka = house.kafkaLink();
        String direct = house.jdbcUrl("half_open");
        postgres = FaultyLink.to(Integer.parseInt(direct.replaceFirst(".*:(\\d+)/.*", "$1")));
        service = Trial.start(
                Map.of("FAULTLINE_KAFKA", kafka.address(), "FAULTLINE_DB_URL", postgres.jdbcUrl(direct)));
        outsider = new Outsider(house.bootstrapServers());
        facts = Facts.open();
    }

    @AfterAll
    static void stop() {
        outsider.close();
        facts.close();
        service.close();
        postgres.close();
    }

    @AfterEach
    void heal() {
        kafka.heal();
        postgres.heal();
    }

    @Test
    void nobodyWaitsForASilentKafkaAndEverythingIsSentWhenItSpeaksAgain() throws Exception {
        kafka.goSilent();
        assertThat(took(() -> append(SAID))).isLessThan(Duration.ofSeconds(5));
        RunLines lines = service.bean(RunLines.class);
        Duration lines20000 = took(() -> IntStream.range(0, 20_000)
                .forEach(_ -> lines.line(run, null, LogLine.Level.INFO, "x".repeat(500))));
        assertThat(lines20000).as("more lines than its buffer holds").isLessThan(Duration.ofSeconds(20));
        lines.end(run);
        await().pollDelay(Duration.ofSeconds(8)).until(() -> true);
        kafka.heal();
        System.out.printf("Kafka silent: 20000 lines took %d ms; spoken to again, all facts came after %d ms%n",
                lines20000.toMillis(), took(() -> awaitHeard(SAID)).toMillis());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(facts.lines(run))
                .as("many lines are lost, and the last word says how many there were").hasSizeLessThan(20_000)
                .last().isInstanceOfSatisfying(LinesEnded.class,
                        ended -> assertThat(ended.sequence()).isEqualTo(20_001)));
    }

    @Test
    void aConnectionToKafkaThatNothingComesOverIsGivenUp() throws Exception {
        kafka.forgetConnections();
        append(SAID);
        System.out.printf("Kafka's connections forgotten: all facts came after %d ms%n",
                took(() -> awaitHeard(SAID)).toMillis());
    }

    @Test
    void nobodyWaitsLongForASilentPostgresAndAllGoesOnWhenItSpeaksAgain() throws Exception {
        postgres.goSilent();
        outsider.send(outsider.event(run, ids.event().toString(), FactType.ABORT_REQUESTED.wireName(),
                new FactCodec().encode(abort("from outside"))));
        assertAllFailWithin(20);
        postgres.heal();
        Duration recovered = took(() -> awaitHeard(List.of("from outside")));
        append(List.of("after it"));
        awaitHeard(List.of("from outside", "after it"));
        System.out.printf("Postgres silent: spoken to again, the fact was applied after %d ms%n",
                recovered.toMillis());
    }

    @Test
    void aConnectionToPostgresThatNothingComesOverIsGivenUp() throws Exception {
        postgres.forgetConnections();
        Duration recovered = took(() -> await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> {
            append(List.of("at last"));
            return true;
        }));
        Duration heard = took(() -> awaitHeard(List.of("at last")));
        System.out.printf("Postgres' connections forgotten: written after %d ms, heard %d ms later%n",
                recovered.toMillis(), heard.toMillis());
    }

    /** Neither who has a connection and waits for an answer, nor who waits for a connection. */
    private void assertAllFailWithin(int callers) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Duration>> waits = threads.invokeAll(IntStream.range(0, callers)
                    .<Callable<Duration>>mapToObj(_ -> () -> took(this::askInVain)).toList());
            List<Long> millis = new ArrayList<>();
            for (Future<Duration> each : waits) {
                assertThat(each.get()).isLessThan(BOUND.plusSeconds(5));
                millis.add(each.get().toMillis());
            }
            System.out.printf("Postgres silent: callers waited %d to %d ms%n",
                    millis.stream().min(Long::compare).orElseThrow(), millis.stream().max(Long::compare).orElseThrow());
        }
    }

    private void askInVain() {
        try {
            service.bean(JdbcTemplate.class).queryForObject("select 1", Integer.class);
        } catch (org.springframework.dao.DataAccessException e) {
            return;
        }
        throw new AssertionError("a silent Postgres answered");
    }

    private void append(List<String> reasons) {
        transaction.executeWithoutResult(_ -> reasons.forEach(each -> log.append(Trial.PROJECT, abort(each))));
    }

    private AbortRequested abort(String reason) {
        return new AbortRequested(run, "someone", reason, Instant.EPOCH, false);
    }

    private void awaitHeard(List<String> what) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).ignoreExceptions()
                .untilAsserted(() -> assertThat(Trial.heard(service, run)).isEqualTo(what));
    }

    private static Duration took(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
