package io.faultline.injector.fault.application;

import java.io.IOException;
import java.util.List;

import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.PodDoor;
import org.jspecify.annotations.Nullable;

/** Finds pods, and the way to a port of theirs. */
public interface PodDoors extends Forwards {
    /**
     * A pod.
     *
     * @param address of its own, in the network of the cluster
     */
    record Pod(String name, String uid, String address) {}

    /** @param matched how many there are of which these were chosen */
    record Found(int matched, List<Pod> pods) {
        public Found {
            pods = List.copyOf(pods);
        }
    }

    Found find(PodTarget target, @Nullable Infrastructure where) throws FaultRefused;

    /** Which of them are not running and ready, with what they are instead. */
    List<String> ailing(PodTarget target, @Nullable Infrastructure where) throws FaultRefused;

    /** Whether that very pod exists no more: what it held in its memory went with it. */
    boolean isGone(PodDoor pod) throws IOException;
}
