package io.faultline.injector.fault;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** How an effect in a cluster is taken away: by whoever reaches that cluster, whichever machine that is. */
public sealed interface ClusterUndo extends Undo permits ApiUndo, BesideUndo {
    /** The cluster; without one, that which the injector reaches by itself. */
    @Nullable
    Infrastructure where();

    /** The same, of the cluster as it is called by whoever finds it there: what it is called elsewhere says nothing. */
    ClusterUndo at(@Nullable Infrastructure cluster);
}
