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
 * Clusters as the watchdog reaches them: through a process that is started when the first effect there has to be mended,
 * for what speaks with clusters is large, and waits for years.
 */
final class ClustersByChild implements Clusters {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> command;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private @Nullable Process child;

    /** @param command of a process that answers as {@link UndoServer} does; empty: no cluster is reached */
    ClustersByChild(List<String> command) {
        this.command = command;
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
        String id = Long.toString(ids.incrementAndGet());
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            say(UndoLine.write(undo).orElseThrow(() -> new NotReverted("it is not mended from here")), id);
            String trouble = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!trouble.isEmpty()) {
                throw new NotReverted(trouble);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new NotReverted("the process that reaches clusters does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReverted("interrupted", e);
        } finally {
            asked.remove(id);
        }
    }

    private synchronized void say(String undo, String id) throws IOException {
        Process now = child;
        if (now == null || !now.isAlive()) {
            now = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            child = now;
            Process started = now;
            Thread.ofPlatform().daemon().start(() -> listen(started));
        }
        now.getOutputStream().write("%s %s%n".formatted(id, undo).getBytes(StandardCharsets.UTF_8));
        now.getOutputStream().flush();
    }

    private void listen(Process to) {
        String end = "it ended";
        try (var lines = new BufferedReader(new InputStreamReader(to.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                CompletableFuture<String> waiting = asked.get(words[0]);
                if (waiting != null && words.length > 1) {
                    waiting.complete(Words.plain(words[1]));
                }
            }
        } catch (IOException e) {
            end = e.toString();
        }
        IOException gone = new IOException(end);
        asked.values().forEach(each -> each.completeExceptionally(gone));
    }
}
