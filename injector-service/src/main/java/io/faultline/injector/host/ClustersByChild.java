package io.faultline.injector.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.catalogue.OutOfReach;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import org.jspecify.annotations.Nullable;

/**
 * Clusters as the watchdog reaches them: through a process that is started when an effect there has to be mended, and let
 * go when that is long ago, for what speaks with clusters is large, and the watchdog waits for years.
 */
final class ClustersByChild implements Clusters {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final List<String> command;
    private final LongSupplier ticker;
    private final AtomicLong ids = new AtomicLong();
    private @Nullable Child child;

    /** @param command of a process that answers as {@link UndoServer} does; empty: no cluster is reached */
    ClustersByChild(List<String> command) {
        this(command, System::nanoTime);
    }

    /** @param ticker nanoseconds, of a clock that never goes back */
    ClustersByChild(List<String> command, LongSupplier ticker) {
        this.command = command;
        this.ticker = ticker;
    }

    /** One such process, and what it was asked and has not answered. */
    private static final class Child {
        private final Process process;
        private final Map<String, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
        private volatile long usedAt;

        Child(Process process, long startedAt) {
            this.process = process;
            this.usedAt = startedAt;
        }
    }

    @Override
    public Driver<?> driver(ClusterFault fault, @Nullable Infrastructure where, @Nullable PodSettings pods) {
        return OutOfReach.HERE.driver(fault, where, pods);
    }

    @Override
    public void revert(ClusterUndo undo) throws NotReverted {
        if (command.isEmpty()) {
            OutOfReach.HERE.revert(undo);
        }
        String line = UndoLine.write(undo).orElseThrow(() -> new NotReverted("it is not mended from here"));
        String id = Long.toString(ids.incrementAndGet());
        CompletableFuture<String> answer = new CompletableFuture<>();
        try {
            Child by = ask(id, line, answer);
            try {
                String trouble = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (!trouble.isEmpty()) {
                    throw new NotReverted(trouble);
                }
            } finally {
                by.usedAt = ticker.getAsLong();
                by.asked.remove(id);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new NotReverted("the process that reaches clusters does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReverted("interrupted", e);
        }
    }

    private synchronized Child ask(String id, String undo, CompletableFuture<String> answer) throws IOException {
        Child now = child;
        if (now == null || !now.process.isAlive()) {
            now = new Child(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
                    ticker.getAsLong());
            child = now;
            Child started = now;
            Thread.ofPlatform().daemon().start(() -> listen(started));
            Thread.ofPlatform().daemon().start(() -> letGoWhenIdle(started));
        }
        now.asked.put(id, answer);
        try {
            now.process.getOutputStream().write("%s %s%n".formatted(id, undo).getBytes(StandardCharsets.UTF_8));
            now.process.getOutputStream().flush();
        } catch (IOException e) {
            now.asked.remove(id);
            throw e;
        }
        return now;
    }

    private void listen(Child to) {
        String end = "it ended";
        try (var lines = new BufferedReader(
                new InputStreamReader(to.process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                CompletableFuture<String> waiting = to.asked.get(words[0]);
                if (waiting != null && words.length > 1) {
                    waiting.complete(Words.plain(words[1]));
                }
            }
        } catch (IOException e) {
            end = e.toString();
        }
        forget(to);
        IOException gone = new IOException(end);
        to.asked.values().forEach(each -> each.completeExceptionally(gone));
    }

    /** From then on another one is started. */
    private synchronized boolean forget(Child one) {
        boolean was = child == one;
        child = was ? null : child;
        return was;
    }

    private void letGoWhenIdle(Child one) {
        while (one.process.isAlive()) {
            LockSupport.parkNanos(LOOK.toNanos());
            letGoIfIdle(one);
        }
    }

    /** It ends when its input does, and everything is answered. */
    private synchronized void letGoIfIdle(Child one) {
        if (one.asked.isEmpty() && ticker.getAsLong() - one.usedAt > IDLE.toNanos() && forget(one)) {
            try {
                one.process.getOutputStream().close();
            } catch (IOException e) {
                one.process.destroy();
            }
        }
    }
}
