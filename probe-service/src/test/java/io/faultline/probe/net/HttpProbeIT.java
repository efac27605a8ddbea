package io.faultline.probe.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.ProbingContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class HttpProbeIT extends ProbingContract {
    private Servers servers;

    @BeforeEach
    void serve() throws IOException {
        servers = new Servers();
    }

    @AfterEach
    void close() {
        servers.close();
    }

    @Override
    protected Probing probing() {
        return Net.probing();
    }

    @Override
    protected ProbeSpec holding() {
        return get("/ok");
    }

    @Override
    protected ProbeSpec broken() {
        return get("/down");
    }

    @Override
    protected ProbeSpec unmeasurable() {
        return new HttpProbe("http://169.254.169.254/latest/meta-data", "GET", Map.of(), null, false, null);
    }

    @Override
    protected ProbeSpec hanging() {
        return get("/hang");
    }

    @Test
    void saysWhatItGotInsteadOfWhatItExpected() throws Exception {
        Judgement judgement = attempt(expecting("/down", new HttpProbe.Expect(Comparator.number(200), null, null)));

        assertThat(judgement.detail(text -> text)).isEqualTo("Actual value: 503. Expected value: == 200");
    }

    /** Cases 19 and 21: whatever hangs, and wherever, is cut, and no thread goes on with it. */
    @ParameterizedTest
    @EnumSource
    void whateverHangsIsCutAtTheTimeoutAndLeavesNoThreadBehind(Hanging hanging) throws Exception {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try (Hanging.Server server = hanging.serve()) {
            assertThat(Net.probing(threads).attempt(get("/ok"), values(), Duration.ofSeconds(5), PLACE).held())
                    .isTrue();
            HttpProbe probe = new HttpProbe(hanging.scheme() + "://127.0.0.1:" + server.port(), "GET", Map.of(), null,
                    false, null);
            long began = System.nanoTime();

            Judgement judgement = Net.probing(threads).attempt(probe, values(), TIMEOUT, PLACE);

            assertThat(judgement.outcome()).isEqualTo(Outcome.BROKEN);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.plusSeconds(1));
            threads.shutdown();
            assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).as("no thread is stuck").isTrue();
        }
    }

    @Test
    void redirectsAreCutAtTheTimeoutToo() throws Exception {
        assertThat(timed(get("/slow-loop"))).isEqualTo(Judgement.failed("no whole answer within 400ms"));
    }

    @Test
    void aBodyThatDripsIsCutAtTheTimeout() throws Exception {
        Judgement judgement = timed(get("/drip"));

        assertThat(judgement.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(judgement.reason()).isEqualTo("no whole answer within 400ms");
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsCutAtTheTimeout() throws Exception {
        try (ServerSocket mute = new ServerSocket(0)) {
            HttpProbe probe = new HttpProbe("http://127.0.0.1:" + mute.getLocalPort(), "GET", Map.of(), null, false,
                    null);

            assertThat(timed(probe).outcome()).isEqualTo(Outcome.BROKEN);
        }
    }

    @Test
    void anEndlessBodyIsReadNoFurtherThanItsLimit() throws Exception {
        Comparator anything = new Comparator(Comparator.Type.STRING, "contains", "x");

        assertThat(attempt(get("/flood")).outcome()).isEqualTo(Outcome.HELD);
        assertThat(attempt(expecting("/flood", new HttpProbe.Expect(null, anything, null))).reason())
                .isEqualTo("the body is too long to be judged");
    }

    @Test
    void judgesTheBodyAndTheTime() throws Exception {
        Comparator well = new Comparator(Comparator.Type.STRING, "contains", "well");

        assertThat(attempt(expecting("/ok", new HttpProbe.Expect(Comparator.number(200), well,
                Duration.ofSeconds(4)))).outcome()).isEqualTo(Outcome.HELD);
        assertThat(attempt(expecting("/ok", new HttpProbe.Expect(null, Comparator.text("ill"), null)))
                .detail(text -> text)).isEqualTo("Actual value: all is well. Expected value: equal ill");
        assertThat(attempt(expecting("/ok", new HttpProbe.Expect(null, null, Duration.ofNanos(1)))).outcome())
                .isEqualTo(Outcome.BROKEN);
    }

    @Test
    void aRefusedConnectionIsAFailureAndNoError() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        Judgement judgement = attempt(
                new HttpProbe("http://127.0.0.1:" + port, "GET", Map.of(), null, false, null));

        assertThat(judgement).isEqualTo(Judgement.failed("connection refused"));
    }

    @Test
    void seesThatAServerIsGoneThatAnsweredAMomentAgo() throws Exception {
        HttpProbe probe = get("/ok");
        assertThat(attempt(probe).held()).isTrue();

        servers.close();

        assertThat(attempt(probe).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void followsRedirectsButNotForEverAndNotAnywhere() throws Exception {
        assertThat(attempt(get("/moved")).held()).isTrue();
        assertThat(attempt(get("/loop"))).isEqualTo(Judgement.failed("redirected more than 10 times"));
        assertThat(attempt(get("/away")).outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(attempt(get("/away")).reason()).contains("faultline.probe.net.allow-link-local");
    }

    @Test
    void carriesNoHeadersToAnotherOrigin() throws Exception {
        try (Servers other = new Servers()) {
            servers.redirects("/other", other.url("/echo"));
            HttpProbe probe = new HttpProbe(servers.url("/other"), "GET", Map.of("X-Key", "key"), null, false,
                    new HttpProbe.Expect(null, Comparator.text("?"), null));

            assertThat(attempt(probe).actual()).startsWith("GET - ");
        }
    }

    @Test
    void sendsMethodHeadersBodyAndTheTrace() throws Exception {
        HttpProbe probe = new HttpProbe(servers.url("/echo"), "PATCH", Map.of("X-Key", "key"), "hello", false,
                new HttpProbe.Expect(null, Comparator.text("PATCH key " + Net.TRACEPARENT + " hello"), null));

        assertThat(attempt(probe)).isEqualTo(Judgement.held("200"));
    }

    @Test
    void theLoopbackCanBeForbiddenToo() throws Exception {
        Judgement judgement = Net.probing(new NetSettings(false, false)).attempt(get("/ok"), values(), TIMEOUT, PLACE);

        assertThat(judgement.reason()).contains("faultline.probe.net.allow-loopback=true");
    }

    private HttpProbe get(String path) {
        return new HttpProbe(servers.url(path), "GET", Map.of(), null, false, null);
    }

    private HttpProbe expecting(String path, HttpProbe.Expect expect) {
        return new HttpProbe(servers.url(path), "GET", Map.of(), null, false, expect);
    }
}
