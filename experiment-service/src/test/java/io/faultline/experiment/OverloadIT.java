package io.faultline.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.Api.Answered;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Case 29: far more is asked for than can be done, and a stop passes all the same. The figures are printed, not held. */
class OverloadIT {
    private static final String RUNS = "/api/v1/runs";
    private static final Duration SPELL = Duration.ofSeconds(4);
    private static PlayedInjector injector;
    private static ServiceUnderTest service;
    private static Api api;

    @BeforeAll
    static void open() {
        injector = new PlayedInjector();
        service = ServiceUnderTest.start(ExperimentService.class, "experiment-service",
                Map.of("FAULTLINE_INJECTOR_URL", injector.url()));
        api = new Api(service);
    }

    @AfterAll
    static void close() {
        service.close();
        injector.close();
    }

    private record Timed(Answered answer, long micros) {}

    @Test
    void stopsPassWhileMoreIsAskedForThanCanBeDone() throws Exception {
        List<String> runs = IntStream.range(0, 200).mapToObj(i -> asked(i).text("/run")).toList();
        Figures calm = ask(8, 0, List.of());
        Figures busy = ask(400, 5 * calm.perSecond(calm.taken()), runs);
        System.out.printf("capacity: %s%nfive times that: %s%n", calm, busy);
        assertThat(busy.others()).as("answers that are neither 202 nor 429").isEmpty();
        assertThat(busy.refused()).isPositive();
        assertThat(busy.taken()).isPositive();
        assertThat(busy.stops()).isNotEmpty().allMatch(stop -> stop.answer().status() == 202);
        assertThat(api.post("/api/v1/halt", "{\"reason\":\"enough\"}").text("/injector")).isEqualTo("reached");
        assertThat(asked(0).status()).isEqualTo(423);
    }

    /** What came of a spell of asking. */
    private record Figures(int clients, List<Timed> answers, List<Timed> stops) {
        double perSecond(long count) {
            return count / (SPELL.toMillis() / 1e3);
        }

        long taken() {
            return answers.stream().filter(each -> each.answer().status() == 202).count();
        }

        long refused() {
            return answers.stream().filter(each -> each.answer().status() == 429).count();
        }

        List<Answered> others() {
            return answers.stream().map(Timed::answer)
                    .filter(each -> each.status() != 202 && each.status() != 429).toList();
        }

        @Override
        public String toString() {
            return "%d clients, %.0f runs/s taken, %.0f/s refused; %d stops p50 %.1f ms, p99 %.1f ms, max %.1f ms"
                    .formatted(clients, perSecond(taken()), perSecond(refused()), stops.size(), percentile(50),
                            percentile(99), percentile(100));
        }

        private double percentile(int percent) {
            List<Long> sorted = stops.stream().map(Timed::micros).sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100) / 1e3;
        }
    }

    /**
     * Many clients ask, and one stops runs, one after the other.
     *
     * @param rate how often in all they ask in a second, if they are answered; 0 for as often as they are
     */
    private static Figures ask(int clients, double rate, List<String> toStop) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Timed> answers = new ArrayList<>();
        List<Timed> stops = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Timed>>> asking = IntStream.range(0, clients)
                    .mapToObj(client -> threads
                            .submit(() -> untilOver(over, client, rate == 0 ? 0 : (long) (clients / rate * 1e9))))
                    .toList();
            long end = System.nanoTime() + SPELL.toNanos();
            for (String run : toStop) {
                if (System.nanoTime() < end) {
                    stops.add(timed(() -> api.post(RUNS + "/" + run + "/abort", null)));
                    Thread.sleep(10);
                }
            }
            Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            over.set(true);
            for (Future<List<Timed>> each : asking) {
                answers.addAll(each.get());
            }
        }
        return new Figures(clients, answers, stops);
    }

    private static List<Timed> untilOver(AtomicBoolean over, int client, long nanosBetween)
            throws InterruptedException {
        List<Timed> answers = new ArrayList<>();
        long next = System.nanoTime() + nanosBetween * (client % 100) / 100;
        while (!over.get()) {
            Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            next += nanosBetween;
            answers.add(timed(() -> asked(client)));
        }
        return answers;
    }

    private static Timed timed(java.util.function.Supplier<Answered> call) {
        long start = System.nanoTime();
        Answered answer = call.get();
        return new Timed(answer, (System.nanoTime() - start) / 1_000);
    }

    private static Answered asked(int client) {
        return api.post(RUNS, Wire.mapper().writeValueAsString(Experiment
                .of(new Metadata("overload-" + client, null, List.of()), Experiments.any().spec())));
    }
}
