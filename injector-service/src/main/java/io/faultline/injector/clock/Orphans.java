package io.faultline.injector.clock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.faultline.injector.agency.Agency;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.NotReverted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has effects of agents that are gone mended by those that are there, or come; their faults are over then. */
public final class Orphans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final long ROUND = 500;

    private final Agency agency;
    private final Clusters clusters;
    private final Injector injector;
    private final Set<ClusterUndo> underway = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("agents-orphans").daemon().factory());

    public Orphans(Agency agency, Clusters clusters, Injector injector) {
        this.agency = agency;
        this.clusters = clusters;
        this.injector = injector;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::round, ROUND, ROUND, TimeUnit.MILLISECONDS);
    }

    private void round() {
        for (ClusterUndo orphan : agency.orphans()) {
            if (underway.add(orphan)) {
                Thread.ofVirtual().name("mend-orphan").start(() -> mend(orphan));
            }
        }
    }

    private void mend(ClusterUndo orphan) {
        try {
            clusters.revert(orphan);
            LOG.warn("{}: the agent that had made it is gone", orphan.deed());
            injector.undone(orphan);
        } catch (NotReverted e) {
            LOG.debug("Not mended yet: {}", e.reason());
        } catch (RuntimeException e) {
            LOG.warn("What a lost agent made could not be mended", e);
        } finally {
            underway.remove(orphan);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
