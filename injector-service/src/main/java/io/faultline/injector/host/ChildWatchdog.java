package io.faultline.injector.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.Watchdog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watchdog as the injector sees it: a child process, started with the first effect that would outlive us, and again
 * should it die. What is written to its input it reads even after our death.
 */
final class ChildWatchdog implements Watchdog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildWatchdog.class);

    private final Map<String, Armed> armed = new LinkedHashMap<>();
    private @Nullable Process child;

    private record Armed(String undo, long deadline) {
        String line(String key) {
            long left = Math.max(0, deadline - System.nanoTime());
            return "arm %s %d %s\n".formatted(key, Duration.ofNanos(left).toMillis(), undo);
        }
    }

    @Override
    public synchronized void arm(String key, long fence, Undo undo, Duration left) throws FaultRefused {
        String words = UndoLine.write(undo).orElse("");
        if (words.isEmpty()) {
            return;
        }
        Armed entry = new Armed(words, System.nanoTime() + left.toNanos());
        armed.put(key, entry);
        try {
            send(entry.line(key));
        } catch (IOException e) {
            armed.remove(key);
            throw new FaultRefused("the watchdog that would mend it if the injector died cannot be started: "
                    + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void disarm(String key) {
        if (armed.remove(key) == null) {
            return;
        }
        try {
            send("disarm %s\n".formatted(key));
        } catch (IOException e) {
            LOG.warn("The watchdog was not told that {} is mended: {}", key, e.getMessage());
        }
    }

    @Override
    public void handOver(Duration grace) {
        LOG.warn("This watchdog cannot hand over yet: it mends at once");
    }

    private void send(String line) throws IOException {
        if (child == null || !child.isAlive()) {
            child = start();
            for (Map.Entry<String, Armed> each : armed.entrySet()) {
                write(child, each.getValue().line(each.getKey()));
            }
        } else {
            write(child, line);
        }
    }

    private static void write(Process to, String line) throws IOException {
        to.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        to.getOutputStream().flush();
    }

    private Process start() throws IOException {
        long began = System.nanoTime();
        Process started = ChildJvm.start(WatchdogProcess.class);
        if (started.getInputStream().read() < 0) {
            throw new IOException("it ended at once");
        }
        LOG.info("Watchdog started as process {} in {} ms", started.pid(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
        started.onExit().thenRun(this::restart);
        return started;
    }

    /** A watchdog that died while something was armed is replaced at once. */
    private synchronized void restart() {
        if (armed.isEmpty() || child == null || child.isAlive()) {
            return;
        }
        LOG.warn("The watchdog died; another one takes its place");
        try {
            send("");
        } catch (IOException e) {
            LOG.error("No watchdog can be started: what is broken now would outlive this process", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        armed.clear();
        if (child != null) {
            child.getOutputStream().close();
        }
    }
}
