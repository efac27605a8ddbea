package io.faultline.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** P11: how long the house takes to be ready, how much memory it holds, how large it is. */
final class StartAndSize {
    private final Path checkout;

    StartAndSize(Path checkout) {
        this.checkout = checkout;
    }

    List<Row> measure(int times) throws Exception {
        List<Long> starts = new ArrayList<>();
        List<Long> empty = new ArrayList<>();
        long resident = 0;
        for (int i = 0; i < times; i++) {
            empty.add(emptySpringBoot());
            try (HouseUnderTest house = HouseUnderTest.start(checkout, Files.createTempDirectory("faultline-start"))) {
                starts.add(house.startTime().toNanos());
                for (int run = 0; run < 20; run++) {
                    house.post("/api/v1/runs", Experiments.noOp());
                }
                TimeUnit.SECONDS.sleep(3);
                resident = Math.max(resident, house.residentMegabytes());
            }
        }
        Figures ours = Figures.ofNanos(starts);
        Figures floor = Figures.ofNanos(empty);
        String cache = Files.exists(checkout.resolve("standalone/target/house.aot")) ? "with" : "without";
        return List.of(
                new Row("P11",
                        "standalone on an empty data folder, launcher → first 200 on /readyz, %s AOT cache, s (best, worst of %d)"
                                .formatted(cache, times),
                        "%.1f, %.1f".formatted(ours.quantile(0) / 1e3, ours.max() / 1e3),
                        "empty Spring Boot: %.1f, %.1f".formatted(floor.quantile(0) / 1e3, floor.max() / 1e3),
                        "%.1f×".formatted(ours.p50() / floor.p50()), "≤ 12 (plan for 6)"),
                new Row("P11", "resident memory of the JVM with everything in it after 20 runs, MB",
                        Long.toString(resident), "Litmus' control plane requests 2304", "%.2f×".formatted(
                                resident / 2304.0),
                        "≤ 700"),
                new Row("P11", "size of the standalone (jars), MB", Long.toString(size()), "–", "–", "–"));
    }

    private long emptySpringBoot() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        int port;
        try (var free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        long began = System.nanoTime();
        Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
                EmptyApplication.class.getName(), "--server.port=" + port, "--server.address=127.0.0.1")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
            while (true) {
                try {
                    http.send(request, HttpResponse.BodyHandlers.discarding());
                    return System.nanoTime() - began;
                } catch (IOException e) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(checkout.resolve("standalone/target"), 2)) {
            return files.filter(file -> file.toString().endsWith(".jar")).mapToLong(file -> file.toFile().length())
                    .sum() >> 20;
        }
    }
}
