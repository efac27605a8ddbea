package io.faultline.injector.clock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** The part of a fault's life that may be interrupted: when it is stopped, and when its time is over before it is made. */
final class Injection {
    private @Nullable Turn turn;

    /** One injection, on the thread that began it. */
    final class Turn implements AutoCloseable {
        private final Thread thread = Thread.currentThread();

        @Override
        public void close() {
            synchronized (Injection.this) {
                turn = null;
                boolean _ = Thread.interrupted();
            }
        }
    }

    /** Begins one; unless it is closed before, it is interrupted after that time. */
    synchronized Turn begin(Duration limit) {
        Turn begun = new Turn();
        turn = begun;
        Executor later = CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
        later.execute(() -> interrupt(begun));
        return begun;
    }

    /** Interrupts the one under way, if one is. */
    synchronized void interrupt() {
        if (turn != null) {
            turn.thread.interrupt();
        }
    }

    private synchronized void interrupt(Turn late) {
        if (turn == late) {
            late.thread.interrupt();
        }
    }
}
