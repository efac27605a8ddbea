package io.faultline.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The shop's processes, started as children of this JVM: they end when it closes them, and when it dies. A part that
 * dies by itself is started again, as an init system would.
 */
public final class ShopProcesses implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(20);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration RESTART = Duration.ofSeconds(1);

    private final ShopPlan plan;
    private final Map<String, Process> processes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private ShopProcesses(ShopPlan plan) {
        this.plan = plan;
    }

    /** Starts them all and returns when all of them are healthy. */
    public static ShopProcesses start(ShopPlan plan) {
        ShopProcesses shop = new ShopProcesses(plan);
        try {
            Files.createDirectories(plan.logs());
            for (ShopPlan.Part part : plan.parts()) {
                shop.spawn(part);
            }
            for (ShopPlan.Part part : plan.parts()) {
                shop.awaitHealth(part);
                shop.keepAlive(part);
            }
            return shop;
        } catch (IOException e) {
            shop.close();
            throw new UncheckedIOException("The shop cannot be started: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            shop.close();
            throw e;
        }
    }

    /** Starts customers who check out this often a second, for this long; what they see goes to load.log. */
    public Process startLoad(int perSecond, Duration duration) {
        try {
            return spawn("load", LoadClient.class, List.of("--url", checkout().toString(), "--rate",
                    Integer.toString(perSecond), "--seconds", Long.toString(duration.toSeconds())));
        } catch (IOException e) {
            throw new UncheckedIOException("The load client cannot be started: " + e.getMessage(), e);
        }
    }

    private Process spawn(ShopPlan.Part part) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(part.port())));
        arguments.addAll(part.arguments());
        return spawn(part.name(), part.main(), arguments);
    }

    private void keepAlive(ShopPlan.Part part) {
        process(part.name()).onExit().thenRunAsync(() -> restart(part),
                CompletableFuture.delayedExecutor(RESTART.toMillis(), TimeUnit.MILLISECONDS));
    }

    private synchronized void restart(ShopPlan.Part part) {
        if (closed) {
            return;
        }
        try {
            spawn(part);
            keepAlive(part);
        } catch (IOException e) {
            System.err.printf("%s cannot be started again: %s%n", part.name(), e.getMessage());
        }
    }

    private Process spawn(String name, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx32m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", classPath(), main.getName()));
        command.addAll(arguments);
        command.addAll(List.of("--end", "with-parent"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile())).start();
        processes.put(name, process);
        return process;
    }

    private static String classPath() {
        URI place;
        try {
            place = ShopProcesses.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        if (!Objects.equals(place.getScheme(), "file")) {
            throw new IllegalStateException(
                    "The shop lies inside another jar (%s): run it from the extracted layout".formatted(place));
        }
        return Path.of(place).toString();
    }

    private void awaitHealth(ShopPlan.Part part) throws IOException {
        Client client = new Client();
        URI health = URI.create("http://127.0.0.1:%d/health".formatted(part.port()));
        Process process = process(part.name());
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (!client.call(health, Duration.ofMillis(500)).isOk() || !process.isAlive()) {
            if (System.nanoTime() > deadline || endsWithin(process, Duration.ofMillis(20))) {
                throw new IllegalStateException("%s does not start on port %d: %s".formatted(part.name(), part.port(),
                        Files.readString(log(part.name())).strip()));
            }
        }
    }

    private static boolean endsWithin(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Path log(String name) {
        return plan.logs().resolve(name + ".log");
    }

    public URI checkout() {
        return URI.create("http://127.0.0.1:%d/checkout".formatted(plan.ports().shop()));
    }

    /** One of: inventory, payments, payments-2, shop, load. */
    public Process process(String name) {
        Process process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("There is no '%s' among %s".formatted(name, processes.keySet()));
        }
        return process;
    }

    /** A frozen process hears no request to end, so after a while they are killed. */
    @Override
    public synchronized void close() {
        closed = true;
        processes.values().forEach(Process::destroy);
        for (Process process : processes.values()) {
            if (!endsWithin(process, FAREWELL)) {
                process.destroyForcibly();
            }
        }
    }

    /** Starts the shop for somebody at a terminal, until Ctrl-C: <code>[all] [--payments 2] [--proxy yes] [--logs folder]</code>. */
    public static void main(String... args) throws IOException, InterruptedException {
        boolean all = args.length > 0 && args[0].equals("all");
        Arguments arguments = Arguments.of(all ? Arrays.copyOfRange(args, 1, args.length) : args);
        String logs = arguments.text("--logs", "");
        ShopPlan plan = ShopPlan.standard(logs.isEmpty() ? Files.createTempDirectory("shop-logs") : Path.of(logs));
        plan = arguments.number("--payments", 1) > 1 ? plan.withTwoPayments() : plan;
        plan = arguments.text("--proxy", "no").equals("yes") ? plan.behindProxy() : plan;
        try (ShopProcesses shop = start(plan)) {
            Runtime.getRuntime().addShutdownHook(new Thread(shop::close));
            System.out.printf("The shop is open: %s (logs in %s). Ctrl-C closes it.%n", shop.checkout(), plan.logs());
            Thread.currentThread().join();
        }
    }
}
