package io.faultline.cli.live;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import io.faultline.cli.api.Access;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.PlayedServer;
import io.faultline.cli.api.Refusal;
import io.faultline.cli.api.StreamEvent;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Verdict;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LiveViewTest {
    private static final String RUN = "/api/v1/runs/" + RunStory.RUN;
    private static final Duration LONG = Duration.ofSeconds(20);
    private final CountDownLatch aborted = new CountDownLatch(1);

    /** Presses Ctrl-C when the fault is in force, and again for each note, so often in all. */
    private static final class Impatient implements Show {
        private int left;

        Impatient(int times) {
            left = times;
        }

        @Override
        public void published(StreamEvent event, RunView view) {
            if (!view.faults().isEmpty() && view.faults().getFirst().state() == FaultRow.State.IN_FORCE) {
                press();
            }
        }

        @Override
        public void tick(RunView view, Instant now) {}

        @Override
        public void note(String text) {
            press();
        }

        @Override
        public void end(RunView view, Instant now) {}

        private void press() {
            if (left-- > 0) {
                Signal.raise(new Signal("INT"));
            }
        }
    }

    private PlayedServer server() throws IOException {
        RunStory begun = RunStory.begun().injected();
        RunStory stopped = RunStory.begun().injected().stopping().reverted().settled(RunEnding.STOPPED)
                .completed(RunPhase.STOPPED, Verdict.BROKEN, RunStory.card(0, 1, null));
        return new PlayedServer().on(RUN + "/logs", 200, ": none\n\n").on(RUN + "/abort", exchange -> {
            aborted.countDown();
            exchange.sendResponseHeaders(202, -1);
        }).on(RUN + "/events", exchange -> {
            RunStory told = aborted.getCount() == 0 ? stopped : begun;
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(told.facts().stream()
                    .map(fact -> "data: " + AppendedTest.event(fact).json() + "\n\n").collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8));
        });
    }

    private RunOutcome follow(PlayedServer server, Show show) {
        try (FaultlineClient client = new FaultlineClient(new Access(URI.create(server.address()), null))) {
            return new LiveView(client, RunStory.RUN, show, InstantSource.system()).follow(LONG);
        }
    }

    @Test
    void abortsTheRunOnTheFirstCtrlCAndShowsItsFaultsGo() throws IOException {
        try (PlayedServer server = server()) {
            RunOutcome outcome = follow(server, new Impatient(1));
            assertThat(outcome.end()).isEqualTo(RunOutcome.End.COMPLETED);
            assertThat(outcome.report().phase()).isEqualTo(RunPhase.STOPPED);
            assertThat(server.asked()).filteredOn(asked -> asked.path().endsWith("/abort")).singleElement()
                    .satisfies(asked -> assertThat(asked.body()).contains("Ctrl-C"));
        }
    }

    @Test
    void leavesOnTheSecond() throws IOException {
        try (PlayedServer server = server()) {
            assertThat(follow(server, new Impatient(2)).end()).isEqualTo(RunOutcome.End.LEFT);
        }
    }

    @Test
    void givesUpWhenTheFactsMayNotBeRead() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/", 401, "{\"title\":\"no key\"}")) {
            assertThatThrownBy(() -> follow(server, new Silence(new PrintStream(PrintStream.nullOutputStream()))))
                    .isInstanceOf(Refusal.class);
        }
    }
}
