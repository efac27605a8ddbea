package io.faultline.injector.lease;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.MarkedObject;
import org.jspecify.annotations.Nullable;

/**
 * Mends what carries our mark in a cluster and is in nobody's hands: what was made by an injector that had lost its
 * lease without knowing, or whose journal is gone. Several may do it at once.
 */
public record ClusterSweep(ClusterReach reach, Clusters clusters, ClusterJournal journal, InstantSource clock) {
    /** What was found left behind; with the trouble that kept it from being mended, if some did. */
    public record Swept(MarkedObject object, @Nullable String trouble) {}

    /** The clusters it is worth looking at. */
    public List<@Nullable Infrastructure> worthwhile() {
        List<@Nullable Infrastructure> all = new ArrayList<>();
        journal.reached().forEach(each -> all.add(each.orElse(null)));
        return all;
    }

    /** Mends one cluster, and does away with what is not needed there any more. */
    public List<Swept> sweep(@Nullable Infrastructure where) throws ClusterTrouble {
        clusters.tidy(where);
        List<MarkedObject> marked = reach.marked().in(where);
        if (marked.isEmpty()) {
            return List.of();
        }
        Set<String> held = journal.held(marked.stream().map(each -> each.mark().mark()).collect(Collectors.toSet()));
        List<Swept> swept = new ArrayList<>();
        for (MarkedObject each : marked) {
            if (SweepRules.isLeft(each.mark(), journal.house(), held, clock.instant())) {
                swept.add(new Swept(each, mend(each, where)));
            }
        }
        return swept;
    }

    private @Nullable String mend(MarkedObject left, @Nullable Infrastructure where) {
        try {
            clusters.revert(left.mark().undo().at(where));
            return null;
        } catch (NotReverted e) {
            return e.reason();
        }
    }
}
