package io.faultline.injector.host;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thing at a time is done to an effect, and none waits for another one. To end an effect stops its making, however
 * long that would have taken.
 */
final class Turns {
    private final Executor threads;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, Thread> making = new ConcurrentHashMap<>();
    private final Map<String, Long> stopped = new ConcurrentHashMap<>();
    private final Set<String> underway = ConcurrentHashMap.newKeySet();
    private final AtomicLong orders = new AtomicLong();

    Turns(Executor threads) {
        this.threads = threads;
    }

    /** Makes an effect, and says what was done. */
    interface Making {
        String make() throws IOException, InterruptedException;
    }

    /** Ends an effect. */
    interface Ending {
        void end() throws IOException;
    }

    /** Orders are carried out side by side: which one came first is known by this. */
    long order() {
        return orders.incrementAndGet();
    }

    /**
     * What could not be made is ended at once.
     *
     * @param order one that came before the effect was stopped is too late
     */
    String make(String key, long order, Making work, Ending undo) throws IOException, InterruptedException {
        synchronized (lock(key)) {
            making.put(key, Thread.currentThread());
            try {
                if (stopped.getOrDefault(key, 0L) > order) {
                    throw new IOException("it was ended before it began");
                }
                return work.make();
            } catch (IOException | RuntimeException | InterruptedException e) {
                letGo(key);
                undo(undo, e);
                throw e;
            } finally {
                letGo(key);
            }
        }
    }

    private static void undo(Ending undo, Exception why) {
        try {
            undo.end();
        } catch (IOException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    /** From here on nobody interrupts this thread, and it works on undisturbed. */
    private void letGo(String key) {
        making.remove(key);
        boolean _ = Thread.interrupted();
    }

    /** Whatever was ordered until now is not made, or not to its end. */
    void stop(String key) {
        stopped.put(key, order());
        interrupt(key);
    }

    private void interrupt(String key) {
        making.computeIfPresent(key, (_, thread) -> {
            thread.interrupt();
            return thread;
        });
    }

    void end(String key, Ending work) throws IOException {
        synchronized (lock(key)) {
            work.end();
        }
    }

    /** Ends it on a thread of its own, unless that is under way. */
    void endSoon(String key, Runnable work) {
        if (underway.add(key)) {
            interrupt(key);
            threads.execute(() -> {
                try {
                    synchronized (lock(key)) {
                        work.run();
                    }
                } finally {
                    underway.remove(key);
                }
            });
        }
    }

    /** Whether nothing is ended just now that {@link #endSoon} was asked for. */
    boolean isIdle() {
        return underway.isEmpty();
    }

    private Object lock(String key) {
        return locks.computeIfAbsent(key, _ -> new Object());
    }
}
