package io.faultline.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

/** A house of its own in a process of its own, started by the launcher a user starts it by, on a fresh data folder. */
final class HouseUnderTest implements AutoCloseable {
    private final Process process;
    private final Path home;
    private final JsonNode addresses;
    private final String key;
    private final Duration start;
    private final HttpClient http;

    private HouseUnderTest(Process process, Path home, JsonNode addresses, String key, Duration start,
            HttpClient http) {
        this.process = process;
        this.home = home;
        this.addresses = addresses;
        this.key = key;
        this.start = start;
        this.http = http;
    }

    static HouseUnderTest start(Path checkout, Path home) throws IOException, InterruptedException {
        return start(checkout, home, Map.of());
    }

    /** @param environment what its process is told beyond ours */
    static HouseUnderTest start(Path checkout, Path home, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(checkout.resolve("faultline").toString(), "dev", "--port", "0");
        builder.environment().putAll(environment);
        builder.environment().put("FAULTLINE_HOME", home.toString());
        builder.redirectErrorStream(true).redirectOutput(home.resolve("house.out").toFile());
        Path described = home.resolve("house.json");
        Files.deleteIfExists(described);
        long began = System.nanoTime();
        Process process = builder.start();
        HttpClient http = HttpClient.newHttpClient();
        while (!Files.exists(described)) {
            if (!process.isAlive()) {
                throw new IOException("The house did not start:\n" + Files.readString(home.resolve("house.out")));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        JsonNode addresses = Wire.mapper().readTree(Files.readAllBytes(described));
        HttpRequest ready = HttpRequest.newBuilder(URI.create(addresses.path("address").asString() + "/readyz"))
                .build();
        while (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        Duration start = Duration.ofNanos(System.nanoTime() - began);
        String key = Files.readString(home.resolve("dev.key")).strip();
        return new HouseUnderTest(process, home, addresses, key, start, http);
    }

    /** From the launcher's start to the first 200 on <code>/readyz</code>. */
    Duration startTime() {
        return start;
    }

    String kafka() {
        return addresses.path("kafka").asString();
    }

    String jdbcUrl() {
        return addresses.path("database").asString();
    }

    String databaseUser() {
        return addresses.path("databaseUser").asString();
    }

    String databasePassword() {
        return addresses.path("databasePassword").asString();
    }

    /** Resident memory of the house's JVM in MB (Postgres' own processes not counted). */
    long residentMegabytes() throws IOException {
        long pid = addresses.path("pid").asLong();
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow() / 1024;
    }

    /** Asks experiment-service itself for a run, as a service beside it would: without the gateway between. */
    JsonNode submit(byte[] experiment) throws IOException, InterruptedException {
        return post(addresses.path("experiment").asString(), "/api/v1/runs", experiment);
    }

    /** Posts JSON and returns the answer's; anything but 2xx is an error. */
    JsonNode post(String path, byte[] body) throws IOException, InterruptedException {
        return post(addresses.path("address").asString(), path, body);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, new byte[0]);
    }

    JsonNode send(String method, String path, byte[] body) throws IOException, InterruptedException {
        return send(addresses.path("address").asString(), method, path, body);
    }

    Path home() {
        return home;
    }

    /** What another service's process has to be told to belong to this house. */
    Map<String, String> environmentOfAnother(String name) {
        return Map.of("FAULTLINE_DB_URL", jdbcUrl(), "FAULTLINE_DB_USER", databaseUser(), "FAULTLINE_DB_PASSWORD",
                databasePassword(), "FAULTLINE_KAFKA", kafka(), "FAULTLINE_API_KEY", key, "FAULTLINE_INSTANCE", name,
                "FAULTLINE_HOME", home.resolve(name).toString());
    }

    private JsonNode post(String address, String path, byte[] body) throws IOException, InterruptedException {
        return send(address, "POST", path, body);
    }

    private JsonNode send(String address, String method, String path, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("x-api-key", key).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body)).build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + new String(response.body(),
                    java.nio.charset.StandardCharsets.UTF_8));
        }
        return Wire.mapper().readTree(response.body());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (var files = Files.walk(home)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
