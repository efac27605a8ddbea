package io.faultline.runlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.embedded.Durability;
import io.faultline.embedded.EmbeddedFailure;
import io.faultline.embedded.KafkaBroker;
import io.faultline.embedded.PostgresProcess;
import io.faultline.testkit.FaultyLink;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Cases 6 to 8: the broker, and the database, go and come back while facts are appended: none is lost or doubled. */
@Tag("long")
@Timeout(180)
class RestartsIT {
    @TempDir
    static Path folder;

    private static FaultyLink toKafka;
    private static FaultyLink toPostgres;
    private static KafkaBroker kafka;
    private static PostgresProcess postgres;
    private static ServiceUnderTest service;

    private final RunLog log = service.bean(RunLog.class);
    private final List<RunId> runs = Stream.generate(service.bean(Ids.class)::run).limit(20).toList();
    private final Map<RunId, List<String>> committed = new LinkedHashMap<>();
    private final Map<RunId, List<String>> unsure = new HashMap<>();
    private int count;

    @BeforeAll
    static void start() {
        toKafka = FaultyLink.to(0);
        toPostgres = FaultyLink.to(0);
        startKafka();
        startPostgres();
        service = Trial.start(Map.of("FAULTLINE_KAFKA", toKafka.address(), "FAULTLINE_DB_URL",
                toPostgres.jdbcUrl(postgres.jdbcUrl()), "FAULTLINE_DB_USER", PostgresProcess.USER,
                "FAULTLINE_DB_PASSWORD", postgres.password()));
    }

    private static void startKafka() {
        kafka = KafkaBroker.start(folder.resolve("kafka"), 0, toKafka.port());
        toKafka.leadTo(kafka.relayedPort());
    }

    private static void startPostgres() {
        postgres = PostgresProcess.start(folder.resolve("postgres"), 0, Durability.DURABLE);
        toPostgres.leadTo(postgres.port());
    }

    @AfterAll
    static void stop() {
        service.close();
        kafka.close();
        postgres.close();
        toKafka.close();
        toPostgres.close();
    }

    @Test
    void theOutboxWaitsForTheBrokerAndCatchesUpWithoutLossOrDouble() {
        appendFor(Duration.ofSeconds(1));
        kafka.close();
        appendFor(Duration.ofSeconds(8));
        startKafka();
        long back = System.nanoTime();
        awaitAllHeard();
        System.out.printf("broker restart: %d facts of %d runs, caught up after %d ms%n", count, runs.size(),
                (System.nanoTime() - back) / 1_000_000);
        assertThat(unsure).isEmpty();
        assertHeardOnceAndInOrder();
    }

    @Test
    void anImmediateRestartOfPostgresLosesAndDoublesNothing() throws Exception {
        appendFor(Duration.ofSeconds(1));
        String pid = Files.readAllLines(folder.resolve("postgres/data/postmaster.pid")).getFirst().strip();
        assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
        appendFor(Duration.ofSeconds(20));
        closeQuietly();
        startPostgres();
        long back = System.nanoTime();
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(() -> append(runs.getFirst()));
        long wrote = System.nanoTime();
        awaitAllHeard();
        System.out.printf("Postgres restart: writes again after %d ms, all heard %d ms later%n",
                (wrote - back) / 1_000_000, (System.nanoTime() - wrote) / 1_000_000);
        assertHeardOnceAndInOrder();
    }

    private static void closeQuietly() {
        try {
            postgres.close();
        } catch (EmbeddedFailure | IllegalStateException e) {
            System.out.println("as expected, it was gone: " + e.getMessage());
        }
    }

    private void appendFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            append(runs.get(count % runs.size()));
            await().pollDelay(Duration.ofMillis(5)).until(() -> true);
        }
    }

    private boolean append(RunId run) {
        String what = Integer.toString(count++);
        try {
            new TransactionTemplate(service.bean(PlatformTransactionManager.class)).executeWithoutResult(
                    _ -> log.append(Trial.PROJECT, new AbortRequested(run, "someone", what, Instant.EPOCH, false)));
            committed.computeIfAbsent(run, _ -> new ArrayList<>()).add(what);
            return true;
        } catch (DataAccessException | TransactionException e) {
            unsure.computeIfAbsent(run, _ -> new ArrayList<>()).add(what);
            return false;
        }
    }

    private void awaitAllHeard() {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).ignoreExceptions().until(
                () -> committed.entrySet().stream()
                        .allMatch(run -> Set.copyOf(Trial.heard(service, run.getKey())).containsAll(run.getValue())));
    }

    /** What was committed came, once and in its order; what may have been committed came once or not at all. */
    private void assertHeardOnceAndInOrder() {
        committed.forEach((run, facts) -> {
            List<String> heard = new ArrayList<>(Trial.heard(service, run));
            assertThat(heard).doesNotHaveDuplicates()
                    .isSortedAccordingTo(java.util.Comparator.comparingInt(Integer::parseInt));
            heard.removeAll(unsure.getOrDefault(run, List.of()));
            assertThat(heard).isEqualTo(facts);
        });
    }
}
