package io.faultline.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.NotReverted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this agent has in force, and how it is taken away: whether it is asked to, its time is up, the server falls
 * silent, or the agent has to go.
 */
final class Holdings {
    private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);
    /** Whoever ordered it takes it away in time; this long after it is over, the agent does so by itself. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Clusters clusters;
    private final LongSupplier ticker;
    private final Duration patience;
    private final Map<ClusterUndo, Long> inForce = new ConcurrentHashMap<>();
    private final Set<ClusterUndo> underway = ConcurrentHashMap.newKeySet();
    private final Map<ClusterUndo, Thread> making = new ConcurrentHashMap<>();
    private volatile long heardAt;
    private volatile BiConsumer<ClusterUndo, BooleanSupplier> told = (_, _) -> {};

    Holdings(Clusters clusters, LongSupplier ticker, Duration patience) {
        this.clusters = clusters;
        this.ticker = ticker;
        this.patience = patience;
        this.heardAt = ticker.getAsLong();
    }

    /**
     * Who is told of what was taken away because the server was silent, which may think that it is in force: on a thread of
     * its own, and how long that is to be known.
     */
    void whenCutOff(BiConsumer<ClusterUndo, BooleanSupplier> tell) {
        told = tell;
    }

    /** To be called before the effect is made, by the thread that makes it: which is interrupted when it is not wanted. */
    void hold(ClusterUndo undo, Duration longest) {
        making.put(undo, Thread.currentThread());
        inForce.put(undo, ticker.getAsLong() + longest.plus(GRACE).toNanos());
    }

    /** To be called by the same thread, however it came out: from here on it is not interrupted any more. */
    void made(ClusterUndo undo) {
        making.remove(undo, Thread.currentThread());
        boolean _ = Thread.interrupted();
    }

    /** Forgotten first: what is being made just now sees that it is not wanted any more. */
    void revert(ClusterUndo undo) throws NotReverted {
        Long until = inForce.remove(undo);
        making.computeIfPresent(undo, (_, maker) -> {
            maker.interrupt();
            return maker;
        });
        try {
            clusters.revert(undo);
        } catch (NotReverted | RuntimeException e) {
            if (until != null) {
                inForce.putIfAbsent(undo, until);
            }
            throw e;
        }
    }

    /** It was made, and leaves nothing to take away. */
    void over(ClusterUndo undo) {
        inForce.remove(undo);
    }

    /** Whether it is still to be in force. */
    boolean holds(ClusterUndo undo) {
        return inForce.containsKey(undo) && !isCutOff();
    }

    /** Now; if that fails, it is tried until it is done. */
    void takeAway(ClusterUndo undo, String why) {
        inForce.put(undo, ticker.getAsLong());
        mend(undo, why);
    }

    /** The injector's desk answered. */
    void heard() {
        heardAt = ticker.getAsLong();
    }

    boolean isCutOff() {
        return ticker.getAsLong() - heardAt > patience.toNanos();
    }

    /** Mends what has to be mended by now, side by side: one that takes long keeps no other waiting. */
    void look() {
        long now = ticker.getAsLong();
        boolean cutOff = isCutOff();
        inForce.forEach((undo, until) -> {
            if ((cutOff || now > until) && underway.add(undo)) {
                String why = cutOff ? "the server has been silent for " + patience : "its time is up";
                Thread.ofVirtual().name("mending").start(() -> {
                    boolean mended = false;
                    try {
                        mended = mend(undo, why);
                    } finally {
                        underway.remove(undo);
                    }
                    if (mended && cutOff) {
                        told.accept(undo, () -> ticker.getAsLong() - until < 0 && !inForce.containsKey(undo));
                    }
                });
            }
        });
    }

    /** Returns, when all are mended or could not be, those that are. */
    List<ClusterUndo> mendAll(String why) {
        Queue<ClusterUndo> mended = new ConcurrentLinkedQueue<>();
        List<Thread> mending = inForce.keySet().stream().map(undo -> Thread.ofVirtual().name("mending").start(() -> {
            if (mend(undo, why)) {
                mended.add(undo);
            }
        })).toList();
        try {
            for (Thread each : mending) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(mended);
    }

    int size() {
        return inForce.size();
    }

    private boolean mend(ClusterUndo undo, String why) {
        try {
            revert(undo);
            LOG.warn("{}: {}", undo.deed(), why);
            return true;
        } catch (NotReverted e) {
            LOG.error("Not mended, trying again; by hand: {}: {}", undo.byHand(), e.reason());
        } catch (RuntimeException e) {
            LOG.error("Not mended, trying again; by hand: {}", undo.byHand(), e);
        }
        return false;
    }
}
