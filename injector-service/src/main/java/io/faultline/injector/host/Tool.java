package io.faultline.injector.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a command of the node for so long at most: who waits for one holds locks that others need to mend. */
record Tool(Duration longest) {

    /** What came of a command. */
    record Outcome(int code, String out, String errors) {
        Outcome orFail(String what) throws IOException {
            if (code != 0) {
                throw new IOException("%s: %s".formatted(what, errors.strip()));
            }
            return this;
        }
    }

    /** In the namespaces of the calling thread. */
    Outcome run(String input, String... command) throws IOException {
        long giveUp = System.nanoTime() + longest.toNanos();
        Process process = new ProcessBuilder(command).start();
        FutureTask<String> out = aside(() -> text(process.getInputStream()));
        FutureTask<String> errors = aside(() -> text(process.getErrorStream()));
        FutureTask<String> _ = aside(() -> write(process, input));
        try {
            String said = out.get(left(giveUp), TimeUnit.NANOSECONDS);
            String trouble = errors.get(left(giveUp), TimeUnit.NANOSECONDS);
            if (!process.waitFor(left(giveUp), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            return new Outcome(process.exitValue(), said, trouble);
        } catch (TimeoutException e) {
            kill(process);
            throw new IOException("%s does not end within %d ms".formatted(command[0], longest.toMillis()), e);
        } catch (ExecutionException e) {
            kill(process);
            throw new IOException("%s cannot be heard: %s".formatted(command[0], e.getCause()), e);
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command[0] + " ran", e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Whoever reads waits as long as anything has the other end, and that may be what the command has started. */
    private static FutureTask<String> aside(Callable<String> work) {
        FutureTask<String> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static long left(long giveUp) {
        return Math.max(0, giveUp - System.nanoTime());
    }

    private static String text(InputStream from) throws IOException {
        return new String(from.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** If it ends without reading, its code and its errors tell why. */
    private static String write(Process process, String input) throws IOException {
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return input;
    }
}
