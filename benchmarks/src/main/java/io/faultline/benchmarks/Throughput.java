package io.faultline.benchmarks;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactType;

/** P4: runs completed a second, and for each of them: asked once, injected once, reverted once, completed once. */
final class Throughput {
    private static final int SUBMITTERS = 8;
    private static final int IN_FLIGHT = 64;
    private static final Set<FactType> ONCE_EACH = Set.of(FactType.EXPERIMENT_REQUESTED, FactType.RUN_PLANNED,
            FactType.FAULT_INJECTED, FactType.FAULT_REVERTED, FactType.RUN_SETTLED, FactType.RUN_COMPLETED);

    private final HouseUnderTest house;
    private final Floor floor;
    private final Map<RunId, Map<FactType, Integer>> seen = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final AtomicInteger completed = new AtomicInteger();

    Throughput(HouseUnderTest house, Floor floor) {
        this.house = house;
        this.floor = floor;
    }

    List<Row> measure(Duration length) throws Exception {
        try (FactTap tap = new FactTap(house.kafka(), ONCE_EACH, this::heard)) {
            double events = floor.durableEventsPerSecond(SUBMITTERS, Duration.ofSeconds(5));
            submitFor(Duration.ofSeconds(5));
            settle();
            int warm = completed.get();
            long began = System.nanoTime();
            submitFor(length);
            settle();
            double seconds = (System.nanoTime() - began) / 1e9;
            int runs = completed.get() - warm;
            return List.of(new Row("P4",
                    "completed runs/s over %.0f s, %d submitters, %d runs, %d of them not exactly once"
                            .formatted(seconds, SUBMITTERS, runs, wrong()),
                    "%.0f runs/s".formatted(runs / seconds),
                    "%.0f durable events/s".formatted(events),
                    "%.1f %% of the floor's events".formatted(100 * ONCE_EACH.size() * runs / seconds / events),
                    "≥ 150 runs/s"));
        }
    }

    private void heard(RunFact fact, long arrived) {
        FactType type = FactType.of((Record) fact);
        seen.compute(fact.run(), (_, counts) -> {
            Map<FactType, Integer> known = counts == null ? new EnumMap<>(FactType.class) : counts;
            known.merge(type, 1, Integer::sum);
            return known;
        });
        if (type == FactType.RUN_COMPLETED) {
            completed.incrementAndGet();
            free.release();
        }
    }

    private void submitFor(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        byte[] experiment = Experiments.noOp();
        try (ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS)) {
            for (int i = 0; i < SUBMITTERS; i++) {
                submitters.submit(() -> {
                    while (System.nanoTime() < end) {
                        free.acquire();
                        house.submit(experiment);
                    }
                    return null;
                });
            }
        }
    }

    private void settle() throws InterruptedException {
        if (!free.tryAcquire(IN_FLIGHT, 60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("%d runs did not complete within a minute"
                    .formatted(IN_FLIGHT - free.availablePermits()));
        }
        free.release(IN_FLIGHT);
    }

    private long wrong() {
        return seen.values().stream().filter(counts -> ONCE_EACH.stream().anyMatch(
                type -> counts.getOrDefault(type, 0) != 1)).count();
    }
}
