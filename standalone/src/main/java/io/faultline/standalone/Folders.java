package io.faultline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import io.faultline.cli.Console;
import io.faultline.cli.api.Access;

/** Where a house keeps what it keeps. */
final class Folders {
    /** Beside a house's data: what is in force on this machine. */
    static final String JOURNAL = "journal";
    /** How the names of folders begin that are cleared away again. */
    static final String SCRATCH = "faultline-";

    private Folders() {}

    /** The user's own folder: data, key and log, kept across restarts. */
    static Path home(Console console) {
        try {
            return Files.createDirectories(Access.home(console.environment()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void clear(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** A new folder, readable by its owner alone, for whoever clears it away again. */
    static Path scratch() {
        try {
            return Files.createTempDirectory(SCRATCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
