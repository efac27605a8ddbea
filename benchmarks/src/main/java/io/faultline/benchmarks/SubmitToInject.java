package io.faultline.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactType;

/** P1: from the start of the HTTP request that asks for a run to the first effect of its fault. */
final class SubmitToInject {
    private final HouseUnderTest house;
    private final Floor floor;
    private final Map<RunId, CompletableFuture<Instant>> injected = new ConcurrentHashMap<>();
    private final Map<RunId, CompletableFuture<Boolean>> completed = new ConcurrentHashMap<>();

    SubmitToInject(HouseUnderTest house, Floor floor) {
        this.house = house;
        this.floor = floor;
    }

    List<Row> measure(int closed, int open, int perSecond) throws Exception {
        try (FactTap tap = new FactTap(house.kafka(), Set.of(FactType.FAULT_INJECTED, FactType.RUN_COMPLETED),
                this::heard)) {
            closedLoop(closed / 2);
            openLoop(open / 2, perSecond);
            Figures floorBefore = floor.commitAndHop(closed / 2);
            Figures ours = closedLoop(closed);
            Figures floorAfter = floor.commitAndHop(closed / 2);
            Figures steady = openLoop(open, perSecond);
            double floorMedian = (floorBefore.p50() + floorAfter.p50()) / 2;
            return List.of(
                    new Row("P1", "submit → first effect, %d runs one after the other, ms (p50, p90, p99, max)"
                            .formatted(closed), ours.row(), "commit + hop: " + floorAfter.row(),
                            "p50 %.1f×".formatted(ours.p50() / floorMedian), "p50 ≤ 10, p99 ≤ 50, ≤ 15×"),
                    new Row("P1", "the same, %d runs at %d/s".formatted(open, perSecond), steady.row(),
                            "commit + hop: " + floorAfter.row(), "p50 %.1f×".formatted(steady.p50() / floorMedian),
                            "p50 ≤ 10, p99 ≤ 50, ≤ 15×"));
        }
    }

    private void heard(RunFact fact, long arrived) {
        if (fact instanceof FaultInjected effect) {
            of(injected, effect.run()).complete(effect.at());
        } else {
            of(completed, fact.run()).complete(true);
        }
    }

    private static <T> CompletableFuture<T> of(Map<RunId, CompletableFuture<T>> awaited, RunId run) {
        return awaited.computeIfAbsent(run, _ -> new CompletableFuture<>());
    }

    private Figures closedLoop(int times) throws Exception {
        List<Long> nanos = new ArrayList<>();
        byte[] experiment = Experiments.noOp();
        for (int i = 0; i < times; i++) {
            nanos.add(submit(experiment, Instant.now()));
        }
        return Figures.ofNanos(nanos);
    }

    /** Requests leave at their own times, whether or not those before were answered: no coordinated omission. */
    private Figures openLoop(int times, int perSecond) throws Exception {
        List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        byte[] experiment = Experiments.noOp();
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long first = System.nanoTime();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                long wait = first + i * gap - System.nanoTime();
                LockSupport.parkNanos(Math.max(0, wait));
                Instant due = Instant.now();
                all.add(requests.submit(() -> nanos.add(submit(experiment, due))));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return Figures.ofNanos(nanos);
    }

    /** Returns when the run is over, so that the next one has the house for itself. */
    private long submit(byte[] experiment, Instant began) throws Exception {
        RunId run = RunId.parse(house.submit(experiment).path("run").asString());
        Instant effect = of(injected, run).get(30, TimeUnit.SECONDS);
        of(completed, run).get(30, TimeUnit.SECONDS);
        injected.remove(run);
        completed.remove(run);
        return Duration.between(began, effect).toNanos();
    }
}
