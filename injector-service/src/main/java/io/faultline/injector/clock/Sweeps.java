package io.faultline.injector.clock;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.lease.ClusterSweep;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps clusters that faults were made in, or may have been, at the start and each minute. */
public final class Sweeps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);

    private final ClusterSweep sweep;
    private final boolean named;
    private final MeterRegistry registry;
    private final Set<String> unreachable = new HashSet<>();
    private final Map<String, List<String>> unseen = new HashMap<>();
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("cluster-sweep").daemon().factory());

    /** @param named whether the settings name the cluster without an infrastructure */
    public Sweeps(ClusterSweep sweep, boolean named, MeterRegistry registry) {
        this.sweep = sweep;
        this.named = named;
        this.registry = registry;
    }

    public void start(Duration every) {
        timer.scheduleWithFixedDelay(this::round, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            sweep.worthwhile(named).forEach(this::round);
        } catch (RuntimeException e) {
            LOG.warn("Clusters are not swept this time: {}", e.toString());
        }
    }

    private void round(@Nullable Infrastructure where) {
        String name = Clusters.nameOf(where);
        try {
            ClusterSweep.Round round = sweep.sweep(where);
            unreachable.remove(name);
            tellUnseen(name, round.unseen());
            tell(name, round.swept());
        } catch (ClusterTrouble e) {
            if (unreachable.add(name)) {
                LOG.warn("What may be left in {} cannot be looked for: {}", name, e.reason());
            }
        } catch (RuntimeException e) {
            LOG.warn("The sweep of {} failed", name, e);
        }
    }

    /** Once, unless it changes: faults of a kind that may not be looked at can only have been made with other rights. */
    private void tellUnseen(String cluster, List<String> now) {
        if (!now.equals(unseen.put(cluster, now)) && !now.isEmpty()) {
            LOG.warn("Of what may be left in {}, this is not looked for: {}", cluster, String.join("; ", now));
        }
    }

    private void tell(String cluster, List<ClusterSweep.Swept> swept) {
        for (ClusterSweep.Swept each : swept) {
            String what = each.object().kind() + " " + each.object().path();
            String mark = each.object().mark().mark();
            registry.counter("faultline.cluster.swept", "outcome", each.trouble() == null ? "mended" : "stuck")
                    .increment();
            if (each.trouble() == null) {
                LOG.warn("Mended {} of {}, which {} had left behind: {}", what, cluster, mark,
                        each.object().mark().undo().deed());
            } else {
                LOG.error("{} of {} is still broken by {}: {}. Mend it by hand: {}", what, cluster, mark,
                        each.trouble(), each.object().mark().undo().byHand());
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
