package io.faultline.resilience.house;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What Java's own processes cannot be told. */
public final class Signals {
    private Signals() {}

    public static void send(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
