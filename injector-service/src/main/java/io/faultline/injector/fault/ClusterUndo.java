package io.faultline.injector.fault;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** How an effect in a cluster is taken away: by whoever reaches that cluster, whichever machine that is. */
public sealed interface ClusterUndo extends Undo permits ApiUndo, BesideUndo {
    /** The cluster; without one, that which the injector reaches by itself. */
    @Nullable
    Infrastructure where();

    /** How a person has Faultline mend what it marked there, with nothing but the cluster's kubeconfig. */
    default String byFaultline() {
        Infrastructure where = where();
        String command = "faultline revert --cluster --all";
        if (where == null) {
            return command;
        }
        if (where.kubeconfig() == null) {
            return command + " with a kubeconfig of " + where.name();
        }
        return command + " --kubeconfig '" + where.kubeconfig() + "'"
                + (where.context() == null ? "" : " --context '" + where.context() + "'");
    }

    /** The same, of the cluster as it is called by whoever finds it there: what it is called elsewhere says nothing. */
    ClusterUndo at(@Nullable Infrastructure cluster);
}
