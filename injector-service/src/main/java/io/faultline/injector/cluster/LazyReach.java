package io.faultline.injector.cluster;

import java.time.InstantSource;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.cluster.ClusterHand;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.ClusterView;
import io.faultline.injector.fault.cluster.ClusterViews;
import io.faultline.injector.fault.cluster.MarkedObjects;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/**
 * Reaches clusters from the first time somebody asks for one: until then nothing of the client, which is large, is even
 * loaded. So no method here may have a type of it in its signature.
 */
final class LazyReach implements ClusterReach, AutoCloseable {
    private final ClusterSettings settings;
    private final String helpers;
    private final Marks marks;
    private final InstantSource clock;
    private volatile @Nullable Opened opened;

    /** All that was made when it was first asked for. */
    private record Opened(ClusterViews views, ClusterHand hand, MarkedObjects marked, AutoCloseable end) {}

    /** @param helpers the namespace of helpers */
    LazyReach(ClusterSettings settings, String helpers, Marks marks, InstantSource clock) {
        this.settings = settings;
        this.helpers = helpers;
        this.marks = marks;
        this.clock = clock;
    }

    private Opened opened() {
        Opened known = opened;
        return known == null ? open() : known;
    }

    private synchronized Opened open() {
        Opened known = opened;
        if (known == null) {
            known = Opening.open(settings, helpers, marks, clock);
            opened = known;
        }
        return known;
    }

    /** Loaded only when it is needed. */
    private static final class Opening {
        static Opened open(ClusterSettings settings, String helpers, Marks marks, InstantSource clock) {
            Reach reach = new Reach(settings.clients(), settings.relist());
            return new Opened(reach, new ApiHand(reach, marks, clock),
                    new MarkedInCluster(reach, marks, helpers), reach);
        }
    }

    @Override
    public ClusterViews views() {
        return this::connected;
    }

    ClusterView connected(@Nullable Infrastructure where) throws ClusterTrouble {
        return opened().views().of(where);
    }

    @Override
    public ClusterHand hand() {
        return opened().hand();
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public MarkedObjects marked() {
        return opened().marked();
    }

    @Override
    public void close() throws Exception {
        Opened known = opened;
        if (known != null) {
            known.end().close();
        }
    }
}
