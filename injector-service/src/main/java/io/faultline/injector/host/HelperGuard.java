package io.faultline.injector.host;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import io.faultline.injector.fault.beside.Doors;
import io.faultline.injector.fault.beside.Effect;

/**
 * Watches a helper, outside of its container: when the helper is gone without having mended, or late, the guard does, by
 * what the journal of the node says.
 */
public final class HelperGuard {
    private static final Duration LOOK = Duration.ofMillis(250);
    /** The helper itself mends on time; only when it has not is it our turn. */
    private static final long LATE_MILLIS = 1_000;
    private static final int TRIES = 240;

    private final InstantSource clock;
    private final NodeJournal journal = NodeJournal.ofThisNode();
    private final NodeHands hands;
    private final Turns turns = new Turns(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    private final long pid;
    private final long startedAt;
    private volatile boolean gone;

    private HelperGuard(InstantSource clock, Namespaces calls, long pid, long startedAt) {
        this.clock = clock;
        this.hands = new NodeHands(journal, calls, new NoDoors());
        this.pid = pid;
        this.startedAt = startedAt;
    }

    /** Its proxies went with the helper. */
    private record NoDoors() implements Doors {
        @Override
        public Map<String, Integer> open(String key, Effect effect, List<String> servers, Opener sockets)
                throws IOException {
            throw new IOException("a guard only mends");
        }

        @Override
        public void close(String key) {}
    }

    /** Returns when the helper that started it is gone, and nothing of it is left. */
    public static void watch(InstantSource clock, long pid, long startedAt) throws IOException {
        new Libc().leaveSession();
        Namespaces calls = new Namespaces();
        calls.seeControlGroupsAsTheNodeDoes();
        HelperGuard guard = new HelperGuard(clock, calls, pid, startedAt);
        Thread main = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> guard.waitForItsEnd(main));
        System.out.println("ready");
        guard.run();
    }

    private void waitForItsEnd(Thread main) {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            System.err.println("its input is gone: " + e.getMessage());
        }
        gone = true;
        LockSupport.unpark(main);
    }

    private void run() {
        for (int tries = 0; tries < TRIES;) {
            boolean over = gone;
            boolean idle = turns.isIdle();
            List<NodeJournal.Entry> left = journal.all().stream()
                    .filter(entry -> entry.pid() == pid && entry.startedAt() == startedAt)
                    .filter(entry -> over || entry.until() + LATE_MILLIS < clock.millis()).toList();
            left.forEach(entry -> turns.endSoon(entry.key(), () -> end(entry)));
            if (over && idle && left.isEmpty()) {
                return;
            }
            tries += over && idle ? 1 : 0;
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void end(NodeJournal.Entry entry) {
        try {
            hands.end(entry.key(), entry.standing().effect());
            System.err.println("%s: the helper (process %d) %s; ended %s".formatted(clock.instant(), pid,
                    gone ? "is gone" : "is late", entry.key()));
        } catch (IOException | RuntimeException e) {
            System.err.println("%s: %s is not ended yet: %s".formatted(clock.instant(), entry.key(), e.getMessage()));
        }
    }
}
