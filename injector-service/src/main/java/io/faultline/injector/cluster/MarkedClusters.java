package io.faultline.injector.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.MarkText;
import io.faultline.injector.fault.cluster.Marked;
import io.faultline.injector.fault.cluster.MarkedObject;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.injector.fault.cluster.WrittenMarks;
import org.jspecify.annotations.Nullable;

/** For a person who mends a cluster by hand, with nothing at hand but its kubeconfig: what is marked there, and its undo. */
public final class MarkedClusters implements AutoCloseable {
    private static final Duration NEVER = Duration.ofDays(1);

    private final Reach reach;
    private final WrittenMarks marks;
    private final ApiHand hand;
    private final Helpers helpers;
    private final String helperNamespace;
    private final @Nullable Infrastructure where;

    /** All that could be seen; and what could not, with the reason. */
    public record Found(List<Broken> broken, List<String> unseen) {}

    /** What carries a mark. */
    public record Broken(String key, String object, Instant until, String deed, String byHand, MarkedObject marked) {}

    private MarkedClusters(ClusterClients clients, MarkText text, BiFunction<ClusterClients, Marks, Helpers> helpers,
            String helperNamespace, @Nullable Infrastructure where, InstantSource clock) {
        this.helperNamespace = helperNamespace;
        this.reach = new Reach(clients, NEVER);
        this.marks = new WrittenMarks(text, () -> "", clock);
        this.hand = new ApiHand(reach, marks, clock);
        this.helpers = helpers.apply(clients, marks);
        this.where = where;
    }

    /**
     * @param kubeconfig what kubectl would use, if none is given
     * @param context its current one, if none is given
     * @param namespace the only one that is looked at, besides that of helpers; all of the cluster, if none is given
     * @param helpers who ends what was made beside its target, given a way there
     * @param helperNamespace where helpers are
     */
    public static MarkedClusters in(@Nullable Path kubeconfig, @Nullable String context, @Nullable String namespace,
            MarkText text, BiFunction<ClusterClients, Marks, Helpers> helpers, String helperNamespace,
            InstantSource clock) {
        Path file = kubeconfig == null ? null : kubeconfig.toAbsolutePath();
        List<Path> allowed = file == null ? List.of() : List.of(file.getParent());
        Infrastructure where = namespace == null && (file == null || context == null)
                ? null
                : new Infrastructure("the cluster", null, InfrastructureKind.CONNECTOR,
                        file == null ? null : file.toString(), context, namespace);
        return new MarkedClusters(new ClusterClients(file, allowed), text, helpers, helperNamespace, where, clock);
    }

    /** What is marked, whoever made it. */
    public Found found() throws ClusterTrouble {
        List<Broken> broken = new ArrayList<>();
        Marked marked = new MarkedInCluster(reach, marks, helperNamespace).in(where);
        for (MarkedObject each : marked.objects()) {
            String key = marks.key(each.mark().mark()).substring(Marks.ANNOTATION
                    .length());
            broken.add(new Broken(key, each.kind() + " " + each.path(), each.mark().deadline(),
                    each.mark().undo().deed(), each.mark().undo().byHand(), each));
        }
        return new Found(broken, marked.unseen());
    }

    /** Mends it; the trouble that kept it from being done, if some did. */
    public Optional<String> revert(Broken broken) {
        try {
            switch (broken.marked().mark().undo().at(where)) {
                case ApiUndo api -> hand.revert(api);
                case BesideUndo helper -> helpers.end(helper);
            }
            return Optional.empty();
        } catch (ClusterTrouble e) {
            return Optional.of(e.reason());
        } catch (NotReverted e) {
            return Optional.of(e.reason());
        } catch (RuntimeException e) {
            return Optional.of("its mark cannot be followed: " + e);
        }
    }

    @Override
    public void close() {
        helpers.close();
        reach.close();
    }
}
