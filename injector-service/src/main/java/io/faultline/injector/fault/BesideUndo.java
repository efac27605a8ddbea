package io.faultline.injector.fault;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** How an effect made next to its target, by a helper pod on the same node, is taken away. */
public sealed interface BesideUndo extends ClusterUndo {
    String node();

    /** Names the effect among all of this cluster, in file names and on command lines too. */
    String mark();

    /** The mark of the fault it is part of: without what tells its targets apart. */
    default String markOfFault() {
        int dot = mark().lastIndexOf('.');
        return dot < 0 ? mark() : mark().substring(0, dot);
    }

    /** The effect, as a line to a helper. */
    String effect();

    /** The effect of this mark is ended by the helper pod on that node, or by a new one. */
    record EndBeside(@Nullable Infrastructure where, String node, String mark, String effect, String what)
            implements
                BesideUndo {
        @Override
        public String byHand() {
            return byFaultline();
        }

        @Override
        public String deed() {
            return "ended on node %s: %s".formatted(node, what);
        }

        @Override
        public EndBeside at(@Nullable Infrastructure cluster) {
            return new EndBeside(cluster, node, mark, effect, what);
        }
    }

    /** A container that is to be killed: restarting it is what the kubelet has to show. */
    record LeftToKubelet(@Nullable Infrastructure where, String node, String mark, String effect, String what)
            implements
                BesideUndo {
        @Override
        public String byHand() {
            return "nothing to do: the kubelet of node %s restarts it".formatted(node);
        }

        @Override
        public String deed() {
            return "left it to the kubelet of node %s to restart it".formatted(node);
        }

        @Override
        public LeftToKubelet at(@Nullable Infrastructure cluster) {
            return new LeftToKubelet(cluster, node, mark, effect, what);
        }
    }
}
