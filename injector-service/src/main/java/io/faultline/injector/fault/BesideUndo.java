package io.faultline.injector.fault;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** How an effect made next to its target, by a helper pod on the same node, is taken away. */
public sealed interface BesideUndo extends ClusterUndo {
    /** The effect of this mark is ended by the helper pod on that node, or by a new one. */
    record EndBeside(@Nullable Infrastructure where, String node, String mark, String effect) implements BesideUndo {
        @Override
        public String byHand() {
            return "faultline revert --cluster";
        }

        @Override
        public String deed() {
            return "ended %s on node %s".formatted(effect, node);
        }

        @Override
        public EndBeside at(@Nullable Infrastructure cluster) {
            return new EndBeside(cluster, node, mark, effect);
        }
    }
}
