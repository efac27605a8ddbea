package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Where the watchdog says what it did and why: on the terminal, which may be gone, and in a file, which is not. */
record WatchdogLog(Path file) {
    synchronized void say(String text) {
        System.err.println("faultline watchdog: " + text);
        try {
            Files.writeString(file, "%s %s%n".formatted(Instant.now(), text), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("faultline watchdog: %s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }
}
