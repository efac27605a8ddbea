package io.faultline.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactType;

/**
 * P12: an injector is killed while it holds faults. What it did to the machine is mended by its watchdog; every fault of
 * it is said to be reverted by the injector that takes its lease over. Beside it: how long Kafka takes to notice.
 */
final class Takeover {
    private static final int LONGEST_SEARCH = 200;
    private final HouseUnderTest house;
    private final Floor floor;
    private final Path checkout;
    private final Map<RunId, CompletableFuture<Long>> reverted = new ConcurrentHashMap<>();

    Takeover(HouseUnderTest house, Floor floor, Path checkout) {
        this.house = house;
        this.floor = floor;
        this.checkout = checkout;
    }

    List<Row> measure(int times, int floorTimes) throws Exception {
        List<Long> gone = new ArrayList<>();
        List<Long> said = new ArrayList<>();
        try (FactTap tap = new FactTap(house.kafka(), Set.of(FactType.FAULT_REVERTED), this::heard);
                Sleepers sleepers = Sleepers.start(1)) {
            for (int i = 0; i < times; i++) {
                killOnce(sleepers.pids(), gone, said);
            }
        }
        Figures kafka = floor.groupTakeover(floorTimes);
        Figures mended = Figures.ofNanos(gone);
        Figures told = Figures.ofNanos(said);
        String beside = "Kafka's group notices: %.0f (session 6 s), 45000 by default".formatted(kafka.p50());
        return List.of(
                new Row("P12", "kill -9 of an injector → the process it froze runs, %d times, ms (p50, p90, p99, max)"
                        .formatted(times), mended.row(), beside, "p50 %.3f×".formatted(mended.p50() / kafka.p50()),
                        "host faults ≤ 1000"),
                new Row("P12", "→ its lease is taken over and its fault said to be reverted, ms", told.row(), beside,
                        "p50 %.2f×".formatted(told.p50() / kafka.p50()), "p99 ≤ 5000"));
    }

    private void heard(RunFact fact, long arrived) {
        reverted.computeIfAbsent(fact.run(), _ -> new CompletableFuture<>()).complete(arrived);
    }

    private void killOnce(List<Long> pid, List<Long> gone, List<Long> said) throws Exception {
        try (SecondInjector second = SecondInjector.start(house, checkout)) {
            RunId run = frozenBy(second, pid);
            long began = System.nanoTime();
            second.kill();
            gone.add(Sleepers.awaitRunning(pid) - began);
            said.add(reverted.computeIfAbsent(run, _ -> new CompletableFuture<>()).get(60, TimeUnit.SECONDS) - began);
        }
    }

    /** Whose partition a run falls into decides who injects: runs are asked for until one is the second's. */
    private RunId frozenBy(SecondInjector second, List<Long> pid) throws IOException, InterruptedException {
        for (int i = 0; i < LONGEST_SEARCH; i++) {
            RunId run = RunId.parse(house.submit(Experiments.pause(pid.getFirst())).path("run").asString());
            Sleepers.awaitFrozen(pid);
            if (holder(run).startsWith(second.name())) {
                return run;
            }
            house.post("/api/v1/runs/" + run + "/abort", "{\"reason\": \"benchmark\"}".getBytes());
            Sleepers.awaitRunning(pid);
            TimeUnit.NANOSECONDS.sleep(Duration.ofMillis(100).toNanos());
        }
        throw new IllegalStateException("the second injector never got a run");
    }

    /** Who holds its fault, once that is said to be in force: before, its end would be a failure to inject. */
    private String holder(RunId run) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            Optional<String> holder = house.get("/api/v1/faults?state=active").path("items").valueStream()
                    .filter(fault -> fault.path("run").asString().equals(run.toString())
                            && fault.path("state").asString().equals("active"))
                    .map(fault -> fault.path("injector").asString()).findFirst();
            if (holder.isPresent()) {
                return holder.get();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("the fault of run " + run + " is not in force");
    }
}
