package io.faultline.resilience.house;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The jar that all processes of the house run from, and the start-up cache beside it: without that a restart costs three
 * times the processor, and restarts are most of what this room does.
 */
public final class Installation {
    private static final List<String> ALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k",
            "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
            "-Xlog:disable", "-Xlog:all=off");

    private final Path jar;
    private final Path cache;

    private Installation(Path jar, Path cache) {
        this.jar = jar;
        this.cache = cache;
    }

    /** Found where this very class comes from, or beside its folder of classes: <code>target/resilience.jar</code>. */
    public static Installation find() throws IOException, InterruptedException {
        Path place = place();
        Path jar = Files.isDirectory(place) ? place.resolveSibling("resilience.jar") : place;
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing: mvn package -pl resilience makes it");
        }
        Installation found = new Installation(jar, jar.resolveSibling("resilience.aot"));
        found.train();
        return found;
    }

    private static Path place() throws IOException {
        try {
            return Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** A whole house comes up once, and down again: what it loaded is what any room will load. */
    private void train() throws IOException, InterruptedException {
        if (Files.exists(cache)
                && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(java(), "-XX:AOTCacheOutput=" + cache, "-Xmx512m"));
        command.addAll(ALL);
        command.addAll(List.of("-cp", jar.toString(), Training.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(jar.resolveSibling("training.log").toFile()).start();
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            Files.deleteIfExists(cache);
        }
    }

    List<String> command(Class<?> main, int megabytes) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx" + megabytes + "m"));
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(ALL);
        command.addAll(List.of("-cp", jar.toString(), main.getName()));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
