package io.faultline.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactType;

/** P3: what a run takes beyond its planned second: request, gate, four evaluations, injection, revert, score. */
final class OverheadPerRun {
    private static final int SIDE_BY_SIDE = 10;

    private final HouseUnderTest house;
    private final Map<RunId, CompletableFuture<Long>> completed = new ConcurrentHashMap<>();

    OverheadPerRun(HouseUnderTest house) {
        this.house = house;
    }

    List<Row> measure(int runs) throws Exception {
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        target.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        target.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        target.start();
        String url = "http://127.0.0.1:%d/".formatted(target.getAddress().getPort());
        byte[] experiment = Experiments.watchedSecond(url);
        try (FactTap tap = new FactTap(house.kafka(), Set.of(FactType.RUN_COMPLETED), this::heard)) {
            sideBySide(20, () -> run(experiment));
            Figures ours = sideBySide(runs, () -> run(experiment));
            Figures floor = sideBySide(Math.min(runs, 100), () -> bare(url));
            return List.of(new Row("P3",
                    "wall time beyond the planned second, %d runs, %d at a time, ms (p50, p90, p99, max)"
                            .formatted(runs, SIDE_BY_SIDE),
                    ours.row(), "timer + 4 requests: " + floor.row(),
                    "p50 +%.1f ms".formatted(ours.p50() - floor.p50()), "p50 ≤ 50, p99 ≤ 200"));
        } finally {
            target.stop(0);
        }
    }

    private void heard(RunFact fact, long arrived) {
        completed.computeIfAbsent(fact.run(), _ -> new CompletableFuture<>()).complete(arrived);
    }

    private static Figures sideBySide(int times, Callable<Long> work) throws Exception {
        List<Long> nanos = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(workers.submit(work));
            }
            for (Future<Long> each : all) {
                nanos.add(each.get());
            }
        }
        return Figures.ofNanos(nanos);
    }

    private long run(byte[] experiment) throws Exception {
        long began = System.nanoTime();
        RunId run = RunId.parse(house.post("/api/v1/runs", experiment).path("run").asString());
        long arrived = completed.computeIfAbsent(run, _ -> new CompletableFuture<>()).get(60, TimeUnit.SECONDS);
        completed.remove(run);
        return arrived - began - TimeUnit.SECONDS.toNanos(1);
    }

    /** The same second and the same requests by nothing but the JDK. */
    private static long bare(String url) throws Exception {
        long began = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(request, HttpResponse.BodyHandlers.discarding());
            http.send(request, HttpResponse.BodyHandlers.discarding());
            TimeUnit.SECONDS.sleep(1);
            http.send(request, HttpResponse.BodyHandlers.discarding());
            http.send(request, HttpResponse.BodyHandlers.discarding());
        }
        return System.nanoTime() - began - TimeUnit.SECONDS.toNanos(1);
    }
}
