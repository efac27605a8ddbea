package io.faultline.probe.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets something take so long and no longer, also where the JDK offers no timeout (looking a name up). */
public record Bounded(ExecutorService threads) implements AutoCloseable {
    public <T> T within(Duration timeout, Callable<T> work) throws IOException, InterruptedException, TimeoutException {
        Future<T> future = threads.submit(work);
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            future.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
