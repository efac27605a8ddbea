package io.faultline.injector.host;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/** Starts a main class of this very jar in a small JVM of its own; it learns of our death by the end of its input. */
final class ChildJvm {
    private static final String NESTED = "jar:nested:";
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private ChildJvm() {}

    /** For what works: compiled, quickly. */
    static final List<String> COMPILED = List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=8m");

    /**
     * For what waits: nothing is compiled, and the archive of the JDK's classes is shared as it lies on the disk. Half
     * the memory, and the start takes a third less.
     */
    static final List<String> FRUGAL = List.of("-Xint", "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0");

    static Process start(List<String> engine, Class<?> main, String... arguments) throws IOException {
        return start(engine, ProcessBuilder.Redirect.INHERIT, main, arguments);
    }

    /** @param errors where it says what went wrong */
    static Process start(List<String> engine, ProcessBuilder.Redirect errors, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(java(), "-Xmx8m", "-Xss256k", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(engine);
        command.addAll(launch(main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder.start();
    }

    /** For what needs others' classes, too, and is started by somebody else: its command. */
    static List<String> commandOf(String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx96m", "-XX:+UseSerialGC", "-XX:-UsePerfData",
                "-Xshare:auto", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(launch(main, System.getProperty("java.class.path")));
        command.addAll(arguments);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until it says something; one that does not in time is killed. */
    static void awaitReady(Process child, Duration patience) throws IOException {
        var late = new AtomicBoolean();
        var end = CompletableFuture.runAsync(() -> {
            late.set(true);
            child.destroyForcibly();
        }, CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            if (child.getInputStream().read() < 0) {
                throw new IOException(
                        late.get()
                                ? "it did not start within %d ms".formatted(patience.toMillis())
                                : "it ended at once");
            }
        } finally {
            end.cancel(false);
        }
    }

    /** Our own classes need no others, so a plain jar or folder will do. */
    private static List<String> launch(Class<?> main) throws IOException {
        return launch(main.getName(), null);
    }

    /** A jar of jars needs its launcher, and has everything. */
    private static List<String> launch(String main, @Nullable String classPath) throws IOException {
        try {
            String place = ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
            if (!place.startsWith(NESTED)) {
                return List.of("-cp", classPath == null ? Path.of(URI.create(place)).toString() : classPath, main);
            }
            String jar = place.substring(NESTED.length(), place.indexOf("/!"));
            return List.of("-cp", jar, "-Dloader.main=" + main, LAUNCHER);
        } catch (URISyntaxException e) {
            throw new IOException("where this service's classes lie cannot be told", e);
        }
    }
}
