package io.faultline.injector.fault;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** How an effect made through a cluster's API is taken away. */
public sealed interface ApiUndo extends ClusterUndo {
    /** A pod that is to be deleted: replacing it is what its controller has to show. */
    record LeftToController(@Nullable Infrastructure where, String namespace, String pod) implements ApiUndo {
        @Override
        public String byHand() {
            return "nothing to do: the controller of pod %s/%s replaces it".formatted(namespace, pod);
        }

        @Override
        public String deed() {
            return "left it to its controller to replace pod %s/%s".formatted(namespace, pod);
        }
    }
}
