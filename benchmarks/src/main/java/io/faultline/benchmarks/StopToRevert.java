package io.faultline.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;

/** P2: from the start of the HTTP request that stops a run, or everything, until the frozen process is seen to run. */
final class StopToRevert {
    private static final int AT_ONCE = 16;
    private final HouseUnderTest house;
    private final Floor floor;

    /** A run and the process it froze. */
    private record Frozen(String run, long pid) {}

    StopToRevert(HouseUnderTest house, Floor floor) {
        this.house = house;
        this.floor = floor;
    }

    List<Row> measure(int singles, int crowd, int trips) throws Exception {
        abortOneByOne(Math.max(5, singles / 5));
        Figures hop = floor.commitAndHop(500);
        String beside = "commit + hop: " + hop.row();
        Figures idle = abortOneByOne(singles);
        Figures tripped = stopOnFailure(trips);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("P2", "abort → the frozen process runs, %d runs one after the other, ms (p50, p90, p99, max)"
                .formatted(singles), idle.row(), beside, "p50 %.1f×".formatted(idle.p50() / hop.p50()),
                "p99 ≤ 250"));
        rows.addAll(crowded(crowd, singles / 2, hop));
        rows.add(new Row("P2",
                "a probe with stopOnFailure gets its first wrong answer → the process runs, %d times, ms (case 22)"
                        .formatted(trips),
                tripped.row(), beside, "p50 %.1f×".formatted(tripped.p50() / hop.p50()), "≤ 500"));
        return rows;
    }

    private Figures abortOneByOne(int times) throws Exception {
        List<Long> nanos = new ArrayList<>();
        try (Sleepers sleepers = Sleepers.start(1)) {
            for (int i = 0; i < times; i++) {
                Frozen frozen = freeze(sleepers.pids().getFirst());
                nanos.add(abort(frozen));
                awaitOver(frozen.run());
            }
        }
        return Figures.ofNanos(nanos);
    }

    /** So many faults in force at the same time; some are stopped one by one, then everything at once. */
    private List<Row> crowded(int crowd, int singles, Figures hop) throws Exception {
        try (Sleepers sleepers = Sleepers.start(crowd + singles)) {
            List<Frozen> frozen = new ArrayList<>(freezeAll(sleepers.pids()));
            Collections.shuffle(frozen, new Random(1));
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < singles; i++) {
                nanos.add(abort(frozen.removeLast()));
            }
            Figures loaded = Figures.ofNanos(nanos);
            List<Long> rest = frozen.stream().map(Frozen::pid).toList();
            CompletableFuture<Long> running = CompletableFuture.supplyAsync(() -> Sleepers.awaitRunning(rest));
            long began = System.nanoTime();
            JsonNode report = house.post("/api/v1/halt", "{\"reason\": \"benchmark\"}".getBytes());
            double answered = (System.nanoTime() - began) / 1e6;
            double gone = (running.get(2, TimeUnit.MINUTES) - began) / 1e6;
            house.send("DELETE", "/api/v1/halt", "{\"reason\": \"benchmark\"}".getBytes());
            return List.of(
                    new Row("P2",
                            "the same with %d faults in force, %d of them at random, ms".formatted(crowd, singles),
                            loaded.row(), "commit + hop: " + hop.row(), "p50 %.1f×".formatted(
                                    loaded.p50() / hop.p50()),
                            "p99 ≤ 250"),
                    new Row("P2",
                            "halt with %d faults in force → the last process runs; → its answer (%d reverted, %d not), ms"
                                    .formatted(crowd, report.path("faults").path("reverted").asInt(),
                                            report.path("faults").path("failed").size()),
                            "%.0f; %.0f".formatted(gone, answered), "commit + hop × %d: %.0f".formatted(crowd,
                                    crowd * hop.p50()),
                            "%.2f×".formatted(gone / (crowd * hop.p50())), "≤ 1000"));
        }
    }

    private List<Frozen> freezeAll(List<Long> pids) throws Exception {
        List<Frozen> all = new ArrayList<>();
        try (ExecutorService submitters = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Frozen>> asked = pids.stream().map(pid -> submitters.submit(() -> freeze(pid))).toList();
            for (Future<Frozen> each : asked) {
                all.add(each.get());
            }
        }
        return all;
    }

    private Figures stopOnFailure(int times) throws Exception {
        List<Long> nanos = new ArrayList<>();
        CompletableFuture<Long>[] wrong = new CompletableFuture[1];
        boolean[] well = {true};
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(well[0] ? 200 : 500, -1);
                if (!well[0]) {
                    wrong[0].complete(System.nanoTime());
                }
            }
        });
        server.start();
        try (Sleepers sleepers = Sleepers.start(1)) {
            for (int i = 0; i < times; i++) {
                well[0] = true;
                wrong[0] = new CompletableFuture<>();
                List<Long> pid = sleepers.pids();
                String run = house.submit(Experiments.watchedPause(pid.getFirst(), "http://127.0.0.1:"
                        + server.getAddress().getPort() + "/")).path("run").asString();
                Sleepers.awaitFrozen(pid);
                well[0] = false;
                long running = Sleepers.awaitRunning(pid);
                nanos.add(running - wrong[0].get(30, TimeUnit.SECONDS));
                awaitOver(run);
            }
        } finally {
            server.stop(0);
        }
        return Figures.ofNanos(nanos);
    }

    private Frozen freeze(long pid) throws IOException, InterruptedException {
        String run = house.submit(Experiments.pause(pid)).path("run").asString();
        Sleepers.awaitFrozen(List.of(pid));
        return new Frozen(run, pid);
    }

    private long abort(Frozen frozen) throws Exception {
        CompletableFuture<Long> running = CompletableFuture
                .supplyAsync(() -> Sleepers.awaitRunning(List.of(frozen.pid())));
        long began = System.nanoTime();
        house.post("/api/v1/runs/" + frozen.run() + "/abort", "{\"reason\": \"benchmark\"}".getBytes());
        return running.get(2, TimeUnit.MINUTES) - began;
    }

    private void awaitOver(String run) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!house.get("/api/v1/runs/" + run).has("score")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("run " + run + " is not over");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
