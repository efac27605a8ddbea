package io.faultline.probe.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.SecretReference;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpCall;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.probe.compare.Judgement;
import io.faultline.testkit.Probes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EvaluationsTest {
    private static final String CANARY = "canary-4711-secret";

    private final List<HttpCall> sent = new ArrayList<>();
    private final Deque<Web.Reply> replies = new ArrayDeque<>();
    private final StandingTime time = new StandingTime();
    private final Evaluations evaluations = new Evaluations(new Probing(this::reply, (_, _) -> {
        throw new UnsupportedOperationException();
    }, (_, _, _) -> {
        throw new UnsupportedOperationException();
    }, (_, _, _, _, _) -> {
        throw new UnsupportedOperationException();
    }, NoCluster.CLUSTERS), time, Map.of("FAULTLINE_SECRET_KEY", CANARY)::get);

    @Test
    void takesAsManyAttemptsAsItMayAndWaitsBetweenThem() throws Exception {
        answers(503, 503, 200);

        Measurement measured = evaluate(probe(3, "http://shop/"));

        assertThat(measured.outcome()).isEqualTo(Outcome.HELD);
        assertThat(sent).hasSize(3);
        assertThat(measured.took()).isEqualTo(Duration.ofSeconds(2));
        assertThat(measured.at()).isEqualTo(StandingTime.START);
    }

    @Test
    void failsWithTheLastAttempt() throws Exception {
        answers(503, 500);

        Measurement measured = evaluate(probe(2, "http://shop/"));

        assertThat(measured.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(measured.actual()).isEqualTo("500");
        assertThat(measured.detail()).isEqualTo("Actual value: 500. Expected value: == 200");
    }

    @Test
    void aNameNothingStandsForIsUnmeasurableAndSaysSo() throws Exception {
        Measurement measured = evaluate(probe(1, "http://shop/${nobody}"));

        assertThat(measured.outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(measured.detail()).isEqualTo("${nobody}: there is no configuration or secret of this name");
        assertThat(sent).isEmpty();
    }

    @Test
    void sendsSecretsAndNeverTellsThem() throws Exception {
        replies.add(new Web.Reply.Answered(200, "your key is " + CANARY, true, Duration.ZERO));
        Measurement compared = evaluate(probe(1, "http://shop/?key=${key}"));
        replies.add(new Web.Reply.Failed(Judgement.unmeasurable("cannot reach http://shop/?key=" + CANARY)));
        Measurement failed = evaluate(probe(1, "http://shop/?key=${key}"));
        Measurement thrown = evaluate(probe(1, "http://shop/?key=${key}"));

        assertThat(sent).allSatisfy(call -> assertThat(call.url()).endsWith(CANARY));
        assertThat(List.of(compared, failed, thrown)).allSatisfy(measured -> {
            assertThat(measured.toString()).doesNotContain(CANARY).contains("***");
            assertThat(measured.outcome()).isNotEqualTo(Outcome.HELD);
        });
    }

    private Web.Reply reply(HttpCall call, Duration timeout, @Nullable Passage through) {
        sent.add(call);
        if (replies.isEmpty()) {
            throw new IllegalStateException("nothing left for " + call);
        }
        return replies.remove();
    }

    private void answers(int... statuses) {
        for (int status : statuses) {
            replies.add(new Web.Reply.Answered(status, "", true, Duration.ZERO));
        }
    }

    private Measurement evaluate(Probe probe) throws InterruptedException {
        return evaluations.evaluate(probe, ProbingContract.PLACE, Map.of(),
                Map.of("key", new SecretReference("FAULTLINE_SECRET_KEY")));
    }

    private static Probe probe(int attempts, String url) {
        HttpProbe http = new HttpProbe(url, "GET", Map.of(), null, false,
                new HttpProbe.Expect(Comparator.number(200), Comparator.text(""), null));
        Probe probe = Probes.of("checkout", ProbeMode.EDGE, http);
        return new Probe(probe.name(), probe.mode(), null, null, attempts, Duration.ofSeconds(1), null, null, http,
                null, null, null);
    }

    /** Stands still but for what is slept. */
    static final class StandingTime implements Time {
        static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
        private Instant now = START;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }
    }
}
