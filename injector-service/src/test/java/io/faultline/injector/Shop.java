package io.faultline.injector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.faultline.chaotic.ChaoticShop;
import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import org.awaitility.Awaitility;

/** A real Spring Boot application with Chaos Monkey, as a process, seen as its customers and its machine see it. */
public final class Shop implements AutoCloseable {
    private static final Duration SLOW_START = Duration.ofMinutes(4);
    private static final double TICKS_A_SECOND = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Shop(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static Shop open(String log, String... more) throws IOException {
        Path output = Path.of("target", log);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms24m",
                "-Xmx400m", "-XX:MaxHeapFreeRatio=50", "-XX:-ShrinkHeapInSteps", ChaoticShop.class.getName(),
                "--server.port=0",
                "--server.address=127.0.0.1", "--spring.profiles.active=chaos-monkey",
                "--management.endpoint.chaosmonkey.access=unrestricted",
                "--management.endpoints.web.exposure.include=chaosmonkey"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                .start();
        int port = Awaitility.await("the shop is open, see " + output).atMost(SLOW_START)
                .failFast("the shop did not open, see " + output, () -> !process.isAlive())
                .until(() -> port(output), found -> found > 0);
        return new Shop(process, port);
    }

    private static int port(Path output) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(output); Stream<String> all = lines.lines()) {
            return all.filter(line -> line.startsWith(ChaoticShop.PORT)).findFirst()
                    .map(line -> Integer.parseInt(line.substring(ChaoticShop.PORT.length()))).orElse(0);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public String door() {
        return address() + "/actuator/chaosmonkey";
    }

    public SpringBootChaos assaultedBy(SpringBootAssault... assaults) {
        return assaultedBy(List.of("restController"), assaults);
    }

    public SpringBootChaos assaultedBy(List<String> watchers, SpringBootAssault... assaults) {
        return new SpringBootChaos(ApplicationTarget.at(door()), List.of(assaults), watchers, List.of(), 1,
                Duration.ofMillis(400), "java.lang.IllegalStateException", "no checkout today", 60, 30);
    }

    public boolean isSlow() {
        long began = System.nanoTime();
        checkout();
        return System.nanoTime() - began >= Duration.ofMillis(400).toNanos();
    }

    /** Status of a checkout. */
    public int checkout() {
        return status(HttpRequest.newBuilder(URI.create(address() + "/checkout")).build());
    }

    /** How its monkey is set; nothing watched is written in two ways. */
    public String monkey() {
        return text("/actuator/chaosmonkey").replaceAll("\"lastEnabledToggleTimestamp\":[^,]*,", "")
                .replace(",\"watchedCustomServices\":[]", "");
    }

    private String text(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(address() + path)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Tells its monkey something behind our back. */
    public void tell(String path, String json) {
        status(HttpRequest.newBuilder(URI.create(door() + path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    private int status(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Seconds of CPU time its process has used. */
    public double cpuSeconds() {
        String[] stat = read("stat").replaceFirst("^.*\\) ", "").split(" ");
        return (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / TICKS_A_SECOND;
    }

    /** Megabytes of memory it has in use. */
    public long megabytes() {
        return Long.parseLong(text("/megabytes"));
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
