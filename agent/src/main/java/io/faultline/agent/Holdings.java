package io.faultline.agent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private volatile long heardAt;

    Holdings(Clusters clusters, LongSupplier ticker, Duration patience) {
        this.clusters = clusters;
        this.ticker = ticker;
        this.patience = patience;
        this.heardAt = ticker.getAsLong();
    }

    /** To be called before the effect is made. */
    void hold(ClusterUndo undo, Duration longest) {
        inForce.put(undo, ticker.getAsLong() + longest.plus(GRACE).toNanos());
    }

    void revert(ClusterUndo undo) throws NotReverted {
        clusters.revert(undo);
        inForce.remove(undo);
    }

    /** The injector's desk answered. */
    void heard() {
        heardAt = ticker.getAsLong();
    }

    boolean isCutOff() {
        return ticker.getAsLong() - heardAt > patience.toNanos();
    }

    /** Mends what has to be mended by now. */
    void look() {
        long now = ticker.getAsLong();
        boolean cutOff = isCutOff();
        inForce.forEach((undo, until) -> {
            if (cutOff || now > until) {
                mend(undo, cutOff ? "the server has been silent for " + patience : "its time is up");
            }
        });
    }

    void mendAll(String why) {
        inForce.keySet().forEach(undo -> mend(undo, why));
    }

    int size() {
        return inForce.size();
    }

    private void mend(ClusterUndo undo, String why) {
        try {
            revert(undo);
            LOG.warn("{}: {}", undo.deed(), why);
        } catch (NotReverted e) {
            LOG.error("Not mended, trying again; by hand: {}: {}", undo.byHand(), e.reason());
        }
    }
}
