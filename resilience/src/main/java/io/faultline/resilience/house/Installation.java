package io.faultline.resilience.house;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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
        if (Files.exists(cache) && !isOlderThanAnyJar()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(java(), "-XX:AOTCacheOutput=" + cache, "-Xmx512m"));
        command.addAll(ALL);
        command.addAll(List.of("-cp", jar.toString(), Training.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(jar.resolveSibling("training.log").toFile()).start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            Files.deleteIfExists(cache);
        }
    }

    /** Java leaves a cache aside, without a word, that was not made of these very jars. */
    private boolean isOlderThanAnyJar() throws IOException {
        FileTime made = Files.getLastModifiedTime(cache);
        try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
            for (Path each : Stream.concat(Stream.of(jar), libraries).toList()) {
                if (Files.getLastModifiedTime(each).compareTo(made) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    List<String> command(Class<?> main, int megabytes) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx" + megabytes + "m"));
        if (Files.exists(cache)) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0"));
        }
        command.addAll(ALL);
        command.addAll(List.of("-cp", jar.toString(), main.getName()));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
