package io.faultline.injector.fault;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/**
 * How an effect made through a cluster's API is taken away. The uid keeps it from what has the same name and is another
 * by now; the mark, from what others did meanwhile.
 */
public sealed interface ApiUndo extends ClusterUndo {
    /** A pod that is to be deleted: replacing it is what its controller has to show. */
    record LeftToController(@Nullable Infrastructure where, String namespace, String pod, String uid)
            implements
                ApiUndo {
        @Override
        public String byHand() {
            return "nothing to do: the controller of pod %s/%s replaces it".formatted(namespace, pod);
        }

        @Override
        public String deed() {
            return "left it to its controller to replace pod %s/%s".formatted(namespace, pod);
        }

        @Override
        public LeftToController at(@Nullable Infrastructure cluster) {
            return new LeftToController(cluster, namespace, pod, uid);
        }
    }

    /** A workload that is to be restarted: getting through it is what it has to show. */
    record LeftToRollout(@Nullable Infrastructure where, String kind, String namespace, String name, String uid)
            implements
                ApiUndo {
        @Override
        public String byHand() {
            return "nothing to do: %s %s/%s rolls out by itself".formatted(kind, namespace, name);
        }

        @Override
        public String deed() {
            return "left the restart of %s %s/%s to itself".formatted(kind, namespace, name);
        }

        @Override
        public LeftToRollout at(@Nullable Infrastructure cluster) {
            return new LeftToRollout(cluster, kind, namespace, name, uid);
        }
    }

    /**
     * A workload gets its former size back, unless somebody else has changed it since.
     *
     * @param former its size before
     * @param set the size it was given
     */
    record ScaleBack(@Nullable Infrastructure where, String kind, String namespace, String name, String uid,
            String mark, int former, int set) implements ApiUndo {
        @Override
        public String byHand() {
            return "kubectl -n %s scale %s/%s --replicas=%d, or %s".formatted(namespace, kind, name, former,
                    byFaultline());
        }

        @Override
        public String deed() {
            return "scaled %s %s/%s back to %d".formatted(kind, namespace, name, former);
        }

        @Override
        public ScaleBack at(@Nullable Infrastructure cluster) {
            return new ScaleBack(cluster, kind, namespace, name, uid, mark, former, set);
        }
    }

    /**
     * A network policy is deleted.
     *
     * @param labels selects the pods it is for; null: the one pod, which is labelled for it
     * @param pod the one pod; null: all that the labels select
     */
    record Reconnect(@Nullable Infrastructure where, String namespace, String policy, String mark,
            @Nullable String labels, @Nullable String pod, @Nullable String uid) implements ApiUndo {
        @Override
        public String byHand() {
            return "kubectl -n %s delete networkpolicy %s, or %s".formatted(namespace, policy, byFaultline());
        }

        @Override
        public String deed() {
            return "reconnected "
                    + (pod == null ? "pods %s in %s".formatted(labels, namespace) : namespace + "/" + pod);
        }

        @Override
        public Reconnect at(@Nullable Infrastructure cluster) {
            return new Reconnect(cluster, namespace, policy, mark, labels, pod, uid);
        }
    }

    /**
     * A node takes pods again, unless it did not before.
     *
     * @param before whether it was cordoned already, by somebody else
     */
    record Uncordon(@Nullable Infrastructure where, String node, String uid, String mark, boolean before)
            implements
                ApiUndo {
        @Override
        public String byHand() {
            return before ? byFaultline() : "kubectl uncordon %s, or %s".formatted(node, byFaultline());
        }

        @Override
        public String deed() {
            return before ? "left node %s cordoned, as it was before".formatted(node) : "uncordoned node " + node;
        }

        @Override
        public Uncordon at(@Nullable Infrastructure cluster) {
            return new Uncordon(cluster, node, uid, mark, before);
        }
    }

    /** A taint is taken off a node. */
    record Untaint(@Nullable Infrastructure where, String node, String uid, String mark, String key, String value,
            String effect) implements ApiUndo {
        @Override
        public String byHand() {
            return "kubectl taint node %s %s:%s-, or %s".formatted(node, key, effect, byFaultline());
        }

        @Override
        public String deed() {
            return "took the taint %s:%s off node %s".formatted(key, effect, node);
        }

        @Override
        public Untaint at(@Nullable Infrastructure cluster) {
            return new Untaint(cluster, node, uid, mark, key, value, effect);
        }
    }
}
