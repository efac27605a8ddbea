package io.faultline.runlog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.ServiceUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Case 10: every event twice, all of them again from offset 0, and one again after its service has forgotten it. */
@Timeout(180)
class RedeliveryIT {
    private static final String ABORT = FactType.ABORT_REQUESTED.wireName();
    private static final int RUNS = 40;
    private static final int FACTS = 50;
    private static final Duration KEPT = Duration.ofDays(14);

    private static ServiceUnderTest service;
    private static Outsider outsider;

    private final Ids ids = service.bean(Ids.class);

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
    void whatComesTwiceAndAgainFromTheBeginningIsAppliedOnceAndInOrder() {
        List<RunId> runs = Stream.generate(ids::run).limit(RUNS).toList();
        List<String> said = IntStream.range(0, FACTS).mapToObj(Integer::toString).toList();
        for (String each : said) {
            runs.forEach(run -> twice(run, each));
        }
        assertHeard(service, runs, said);

        try (ServiceUnderTest again = Trial.fromTheBeginning(service)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> repeated(again) >= 2.0 * RUNS * FACTS);
            assertHeard(service, runs, said);
        }
    }

    private void twice(RunId run, String reason) {
        String id = ids.event().toString();
        for (int i = 0; i < 2; i++) {
            outsider.send(outsider.event(run, id, ABORT, abort(run, reason)));
        }
    }

    private static byte[] abort(RunId run, String reason) {
        return new FactCodec().encode(new AbortRequested(run, "someone", reason, Instant.EPOCH, false));
    }

    private static void assertHeard(ServiceUnderTest where, List<RunId> runs, List<String> said) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> assertThat(runs).allSatisfy(run -> assertThat(Trial.heard(where, run)).isEqualTo(said)));
    }

    private static double repeated(ServiceUnderTest service) {
        return service.bean(MeterRegistry.class).counter("faultline.facts.repeated").count();
    }

    @Test
    void whatIsOlderThanItRemembersIsNotAppliedAndCounted() {
        RunId run = ids.run();
        Instant old = Instant.now().minus(KEPT).minusSeconds(5);
        outsider.send(outsider.event(run, ids.event().toString(), ABORT, old, abort(run, "from long ago")));
        outsider.send(outsider.event(run, ids.event().toString(), ABORT, abort(run, "from now")));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Trial.heard(service, run)).containsExactly("from now"));
        assertThat(service.bean(MeterRegistry.class).counter("faultline.facts.skipped", "reason", "too_old").count())
                .isPositive();
    }

    /** Whenever a fact comes again: either it is recognised, or it is too old to be taken. */
    @Test
    void neverForgetsAFactItWouldStillTake() {
        Instant begun = Instant.parse("2030-01-01T00:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(begun);
        Inbox inbox = new Inbox(service.bean(JdbcTemplate.class), now::get, KEPT);
        TransactionTemplate transaction = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
        List<ReceivedFact> facts = Stream.of(-13, -1, 0, 1, 5, 30).map(days -> fact(begun.plus(Duration.ofDays(days))))
                .toList();
        transaction.executeWithoutResult(_ -> assertThat(inbox.firstSeen(facts)).hasSize(facts.size()));
        int forgotten = 0;
        for (int hours = 0; hours < 24 * 50; hours += 7) {
            now.set(begun.plus(Duration.ofHours(hours)));
            forgotten += inbox.forget();
            List<ReceivedFact> taken = new ArrayList<>(facts);
            taken.removeIf(fact -> !inbox.remembers(fact.time()));
            transaction.executeWithoutResult(status -> {
                assertThat(inbox.firstSeen(taken)).as("at %s", now.get()).isEmpty();
                status.setRollbackOnly();
            });
        }
        assertThat(forgotten).as("and it does not grow for ever").isGreaterThanOrEqualTo(facts.size());
    }

    private ReceivedFact fact(Instant time) {
        return new ReceivedFact(ids.event(), Trial.PROJECT, time,
                new AbortRequested(ids.run(), "someone", "some day", time, false));
    }
}
