package io.faultline.probe.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a stream to its end and keeps the beginning, so that a talkative command is neither blocked nor kept whole. */
final class Drain {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread;

    /** On a platform thread: reading a pipe would pin a virtual one. */
    Drain(InputStream stream, int limit) {
        this.thread = Thread.ofPlatform().daemon().name("command-output").start(() -> read(stream, limit));
    }

    /** Whether the stream has come to its end. */
    boolean isOver(Duration within) throws InterruptedException {
        return thread.join(within);
    }

    String text() {
        return kept.toString(StandardCharsets.UTF_8).strip();
    }

    private void read(InputStream stream, int limit) {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                kept.write(buffer, 0, Math.min(count, limit - kept.size()));
            }
        } catch (IOException _) {
            return;
        }
    }
}
