package io.faultline.cli.live;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.faultline.cli.api.EventFeed;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.Refusal;
import io.faultline.cli.api.StreamEvent;
import io.faultline.cli.api.Unreachable;
import io.faultline.cli.live.RunOutcome.End;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Follows a run to its end and shows it. The first Ctrl-C aborts the run and shows its faults go; the second leaves.
 */
public final class LiveView {
    private static final long FRAME_MILLIS = 100;
    private static final Duration LAST_WORDS = Duration.ofMillis(250);
    private final FaultlineClient client;
    private final RunId run;
    private final Show show;
    private final InstantSource clock;
    private final RunView view;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private int interrupts;
    private @Nullable Instant completedAt;

    /** What the one loop that owns the view hears. */
    private sealed interface Signal {
        record Published(StreamEvent event) implements Signal {}

        record Scored(Scorecard card) implements Signal {}

        record Lost(RuntimeException reason) implements Signal {}

        record Noted(String text) implements Signal {}

        record Interrupted() implements Signal {}
    }

    public LiveView(FaultlineClient client, RunId run, Show show, InstantSource clock) {
        this.client = client;
        this.run = run;
        this.show = show;
        this.clock = clock;
        this.view = new RunView(run);
    }

    /** Follows a run as fits the terminal: drawn in place, or in appended lines. */
    public static RunOutcome follow(FaultlineClient client, RunId run, PrintStream out, Terminal terminal) {
        return new LiveView(client, run, showOn(out, terminal), InstantSource.system()).follow(null);
    }

    public static Show showOn(PrintStream out, Terminal terminal) {
        return terminal.interactive() ? new InPlace(out, terminal) : new Appended(out, terminal);
    }

    /** @param timeout how long to wait at most; the run goes on behind it */
    public RunOutcome follow(@Nullable Duration timeout) {
        Instant end = timeout == null ? Instant.MAX : clock.instant().plus(timeout);
        String path = "/api/v1/runs/" + run;
        try (Interrupts _ = Interrupts.heardBy(() -> signals.add(new Signal.Interrupted()));
                EventFeed _ = EventFeed.follow(client, path + "/events", this::hear,
                        reason -> signals.add(new Signal.Lost(reason)));
                EventFeed _ = EventFeed.follow(client, path + "/logs", this::hear,
                        reason -> signals.add(new Signal.Noted("no log lines: " + reason.getMessage())))) {
            if (show instanceof InPlace) {
                Thread.ofVirtual().start(this::pollScore);
            }
            End reached = loop(end);
            return new RunOutcome(reached, RunReports.of(view));
        } finally {
            over.countDown();
            show.end(view, clock.instant());
        }
    }

    private End loop(Instant end) {
        Instant nextFrame = Instant.MIN;
        while (true) {
            Signal signal = next();
            if (signal != null) {
                handle(signal);
            }
            Instant now = clock.instant();
            if (!now.isBefore(nextFrame)) {
                show.tick(view, now);
                nextFrame = now.plusMillis(FRAME_MILLIS);
            }
            if (completedAt != null && now.isAfter(completedAt.plus(LAST_WORDS))) {
                return End.COMPLETED;
            }
            if (interrupts > 1) {
                return End.LEFT;
            }
            if (now.isAfter(end)) {
                return End.TIMED_OUT;
            }
        }
    }

    private @Nullable Signal next() {
        try {
            return signals.poll(FRAME_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupts = 2;
            return null;
        }
    }

    private void hear(StreamEvent event) {
        signals.add(new Signal.Published(event));
    }

    private void handle(Signal signal) {
        switch (signal) {
            case Signal.Published published -> take(published.event());
            case Signal.Scored scored -> view.on(scored.card());
            case Signal.Noted noted -> show.note(noted.text());
            case Signal.Interrupted _ -> interrupted();
            case Signal.Lost lost -> throw lost.reason();
        }
    }

    private void take(StreamEvent event) {
        if (event.isGap()) {
            view.missed(event.missed());
        }
        String trace = event.trace();
        if (trace != null) {
            view.trace(trace);
        }
        event.published().ifPresent(view::on);
        show.published(event, view);
        if (view.completed() != null && completedAt == null) {
            completedAt = clock.instant();
        }
    }

    private void interrupted() {
        if (++interrupts == 1) {
            show.note("stopping: faults are being reverted (Ctrl-C again leaves; the run still reverts by itself)");
            Thread.ofVirtual().start(this::abort);
        }
    }

    private void abort() {
        try {
            client.send("POST", "/api/v1/runs/" + run + "/abort", Map.of("reason", "Ctrl-C in the terminal"), Map.of());
        } catch (Refusal | Unreachable e) {
            signals.add(new Signal.Noted("could not abort: " + e.getMessage()));
        }
    }

    private void pollScore() {
        try {
            while (!over.await(500, TimeUnit.MILLISECONDS)) {
                score();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void score() {
        try {
            signals.add(new Signal.Scored(Wire.mapper().treeToValue(client.read("/api/v1/runs/" + run + "/score"),
                    Scorecard.class)));
        } catch (Refusal | Unreachable | JacksonException e) {
            signals.removeIf(Signal.Scored.class::isInstance);
        }
    }
}
