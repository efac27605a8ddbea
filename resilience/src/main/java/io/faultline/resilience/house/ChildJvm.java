package io.faultline.resilience.house;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A process of the house that can be killed, frozen and started again. */
public final class ChildJvm {
    /** Of a machine busy with other things, too: a start takes seconds of processor, and what is left of it is chance. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final Consumer<String> heard;
    private @Nullable Process process;
    private CompletableFuture<Void> ready = new CompletableFuture<>();

    ChildJvm(String name, List<String> command, Map<String, String> environment, Path log, Consumer<String> heard) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = environment;
        this.log = log;
        this.heard = heard;
    }

    public String name() {
        return name;
    }

    /** Starts it; {@link #awaitReady()} tells when it serves. */
    public synchronized void start() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        try {
            Process started = builder.start();
            CompletableFuture<Void> up = new CompletableFuture<>();
            process = started;
            ready = up;
            Thread.ofPlatform().daemon().name("ear-" + name).start(() -> listen(started, up));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(Process started, CompletableFuture<Void> up) {
        try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("ready")) {
                    up.complete(null);
                } else {
                    heard.accept(line);
                }
            }
        } catch (IOException e) {
            up.completeExceptionally(e);
        }
        up.completeExceptionally(new IllegalStateException(name + " has ended; its log: " + log));
    }

    public ChildJvm awaitReady() {
        try {
            CompletableFuture<Void> up;
            synchronized (this) {
                up = ready;
            }
            up.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("%s does not start; its log: %s".formatted(name, log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized long pid() {
        return running().pid();
    }

    /** Says a line to it; one that is dead does not hear it. */
    public synchronized void order(String line) {
        try {
            OutputStream input = running().getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            if (isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** As <code>kill -9</code> does; returns when it is gone. */
    public void kill() {
        end(Process::destroyForcibly);
    }

    /** As <code>kill -15</code> does: it may say farewell. Its input stays open, for at its end it would stop short. */
    public void terminate() {
        end(ending -> ending.toHandle().destroy());
    }

    private void end(Consumer<Process> how) {
        Process ending;
        synchronized (this) {
            ending = process;
        }
        if (ending != null) {
            how.accept(ending);
            try {
                if (!ending.waitFor(30, TimeUnit.SECONDS)) {
                    ending.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As <code>kill -STOP</code> does: it is there and does nothing. */
    public void freeze() {
        Signals.send("STOP", pid());
    }

    public void thaw() {
        Signals.send("CONT", pid());
    }

    private Process running() {
        return Objects.requireNonNull(process, () -> name + " was never started");
    }
}
