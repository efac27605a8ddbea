package io.faultline.injector.lease;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Marked;
import io.faultline.injector.fault.cluster.MarkedObject;
import org.jspecify.annotations.Nullable;

/**
 * Mends what carries our mark in a cluster and is in nobody's hands: what was made by an injector that had lost its
 * lease without knowing, or whose journal is gone. Several may do it at once.
 */
public record ClusterSweep(ClusterReach reach, Clusters clusters, ClusterJournal journal, InstantSource clock) {
    /** What was found left behind; with the trouble that kept it from being mended, if some did. */
    public record Swept(MarkedObject object, @Nullable String trouble) {}

    /** What one sweep of a cluster came to; and what it cannot look at there, with the reason. */
    public record Round(List<Swept> swept, List<String> unseen) {}

    /**
     * The clusters it is worth looking at: those that only agents reach, they sweep themselves.
     *
     * @param named whether the settings name the cluster without an infrastructure: then whatever the journal, which may
     *        be another by now
     */
    public List<@Nullable Infrastructure> worthwhile(boolean named) {
        Set<@Nullable Infrastructure> all = new LinkedHashSet<>();
        if (named) {
            all.add(null);
        }
        journal.reached().stream().map(each -> each.orElse(null))
                .filter(each -> each == null || each.kind() != InfrastructureKind.MANIFEST).forEach(all::add);
        return new ArrayList<>(all);
    }

    /** Mends one cluster, and does away with what is not needed there any more. */
    public Round sweep(@Nullable Infrastructure where) throws ClusterTrouble {
        clusters.tidy(where);
        Marked marked = reach.marked().in(where);
        if (marked.objects().isEmpty()) {
            return new Round(List.of(), marked.unseen());
        }
        Set<String> held = journal
                .held(marked.objects().stream().map(each -> each.mark().mark()).collect(Collectors.toSet()));
        List<Swept> swept = new ArrayList<>();
        for (MarkedObject each : marked.objects()) {
            if (SweepRules.isLeft(each.mark(), journal.house(), held, clock.instant())) {
                swept.add(new Swept(each, mend(each, where)));
            }
        }
        return new Round(swept, marked.unseen());
    }

    /** One that cannot be mended keeps none of the others from it. */
    private @Nullable String mend(MarkedObject left, @Nullable Infrastructure where) {
        try {
            clusters.revert(left.mark().undo().at(where));
            return null;
        } catch (NotReverted e) {
            return e.reason();
        } catch (RuntimeException e) {
            return "its mark cannot be followed: " + e;
        }
    }
}
