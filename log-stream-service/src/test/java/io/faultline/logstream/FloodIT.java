package io.faultline.logstream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.faultline.contracts.ids.RunId;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cases 18 and 20: many lines to ten clients while the service dies and comes back; each goes on where it stopped, and
 * what none of them was told is a loss. One more client never reads at all. For the full size: -Dfaultline.flood.seconds=60 -Dfaultline.flood.rate=10000.
 */
@Tag("long")
@Timeout(400)
class FloodIT {
    private static final int CLIENTS = 10;
    private static final int SECONDS = Integer.getInteger("faultline.flood.seconds", 4);
    private static final int RATE = Integer.getInteger("faultline.flood.rate", 2_000);
    private static final long LINES = (long) SECONDS * RATE;

    /** What a client came to know: lines, gaps it was told of, and how late each line was. */
    private record Told(BitSet lines, long gaps, Delays delays) {
        long count() {
            return lines.cardinality() + gaps;
        }
    }

    /** How many lines came how late, by the millisecond: of millions of lines, too. */
    private record Delays(long[] byMillis) {
        Delays() {
            this(new long[60_000]);
        }

        void add(Instant at) {
            long millis = Duration.between(at, Instant.now()).toMillis();
            byMillis[(int) Math.clamp(millis, 0, byMillis.length - 1)]++;
        }

        void addAll(Delays others) {
            Arrays.setAll(byMillis, i -> byMillis[i] + others.byMillis[i]);
        }

        int percentile(int percent) {
            long left = Arrays.stream(byMillis).sum() * percent / 100;
            int millis = 0;
            while (left >= byMillis[millis] && millis < byMillis.length - 1) {
                left -= byMillis[millis];
                millis++;
            }
            return millis;
        }
    }

    @Test
    void nothingIsLostWithoutAWordThoughTheServiceDiesInTheMiddle() throws Exception {
        try (ServiceUnderTest service = ServiceUnderTest.start(LogStreamService.class, "log-stream-service");
                Facts facts = Facts.open();
                LogLines lines = new LogLines(EmbeddedHouse.open().bootstrapServers());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RunId run = facts.newRun();
            facts.append(Runs.requested(run, Experiments.any()));
            Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                    .until(() -> new Api(service).status("/api/v1/runs/" + run + "/events") == 200);
            AtomicBoolean up = new AtomicBoolean(true);
            List<Future<Told>> clients = IntStream.range(0, CLIENTS).mapToObj(_ -> threads.submit(
                    (Callable<Told>) () -> follow(service, run, up))).toList();
            Api.Stream stalled = new Api(service).stream("/api/v1/runs/" + run + "/logs?follow=forever", null);
            Future<?> flood = threads.submit(() -> {
                lines.pace(run, "flood/1", RATE, SECONDS);
                return null;
            });
            Thread.sleep(SECONDS * 500L);
            up.set(false);
            long died = System.nanoTime();
            service.crashAndRestart();
            up.set(true);
            long backMillis = (System.nanoTime() - died) / 1_000_000;
            flood.get();
            Delays delays = new Delays();
            long gaps = 0;
            for (Future<Told> client : clients) {
                Told told = client.get();
                assertThat(told.count()).as("lines and reported gaps").isEqualTo(LINES);
                gaps += told.gaps();
                delays.addAll(told.delays());
            }
            stalled.close();
            report(delays, gaps, backMillis);
        }
    }

    private static void report(Delays delays, long gaps, long backMillis) {
        System.out.printf(
                "%d lines/s for %d s to %d clients, the service away for %d ms: %d of %d told as gaps, 0 silent; p50 %d ms, p99 %d ms (the outage among them)%n",
                RATE, SECONDS, CLIENTS, backMillis, gaps, LINES * CLIENTS, delays.percentile(50),
                delays.percentile(99));
    }

    /** Reads as a browser would: when the stream breaks it comes again with the last id it saw. */
    private static Told follow(ServiceUnderTest service, RunId run, AtomicBoolean up) throws Exception {
        BitSet lines = new BitSet();
        Delays delays = new Delays();
        @Nullable
        String last = null;
        long missed = 0;
        long seen = 0;
        while (lines.cardinality() + missed < LINES) {
            if (!up.get()) {
                Thread.sleep(50);
                continue;
            }
            try (Api.Stream stream = new Api(service).stream("/api/v1/runs/" + run + "/logs?follow=forever", last)) {
                for (Api.Event event = stream.next(); event != null; event = stream.next()) {
                    last = event.id();
                    if (event.name().equals("gap")) {
                        missed += event.count();
                    } else {
                        JsonNode line = event.json().path("data");
                        lines.set(line.path("sequence").asInt());
                        delays.add(Instant.parse(line.path("at").asString()));
                        seen++;
                    }
                    if (seen + missed >= LINES) {
                        break;
                    }
                }
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        return new Told(lines, missed, delays);
    }
}
