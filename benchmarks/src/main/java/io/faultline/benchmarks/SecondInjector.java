package io.faultline.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another injector on this machine, in a JVM of its own, beside the one in the house. */
final class SecondInjector implements AutoCloseable {
    private static final String NAME = "second";
    private final Process process;

    private SecondInjector(Process process) {
        this.process = process;
    }

    static SecondInjector start(HouseUnderTest house, Path checkout) throws IOException, InterruptedException {
        Path jar;
        try (Stream<Path> files = Files.list(checkout.resolve("injector-service/target"))) {
            jar = files.filter(file -> file.toString().endsWith("-exec.jar")).findFirst().orElseThrow();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m", "--enable-native-access=ALL-UNNAMED", "-jar",
                jar.toString());
        house.environmentOfAnother(NAME).forEach(builder.environment()::put);
        builder.environment().put("FAULTLINE_INJECTOR_PORT", Integer.toString(port));
        Path output = house.home().resolve(NAME + ".out");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build();
            while (!answers(http, ready)) {
                if (!process.isAlive()) {
                    throw new IOException("The second injector did not start:\n" + Files.readString(output));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        return new SecondInjector(process);
    }

    private static boolean answers(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String name() {
        return NAME;
    }

    /** <code>kill -9</code>. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
