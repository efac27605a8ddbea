package io.faultline.injector.fault.cluster;

import java.time.Duration;

import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.injector.fault.ApiUndo;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a cluster through its API. An effect that lasts, and the mark that says how it is taken away, are made
 * by one request; each may be asked for twice. What is another object of the same name by now is left alone.
 */
public interface ClusterHand {
    /**
     * Deletes a pod, or finds it gone.
     *
     * @param grace its own, if none is given
     */
    void delete(ApiUndo.LeftToController pod, @Nullable Duration grace) throws ClusterTrouble;

    /** Asks for a pod's eviction, within what its disruption budgets allow. */
    Eviction evict(ApiUndo.LeftToController pod, @Nullable Duration grace) throws ClusterTrouble;

    /** Has a workload replace its pods one by one. */
    void restart(ApiUndo.LeftToRollout workload) throws ClusterTrouble;

    /** @param longest the effect is over by then, counted from now */
    void scale(ApiUndo.ScaleBack workload, Duration longest) throws ClusterTrouble;

    /** How many pods of a workload are ready. */
    int ready(ApiUndo.ScaleBack workload) throws ClusterTrouble;

    void cordon(ApiUndo.Uncordon node, Duration longest) throws ClusterTrouble;

    /** Whether a node is still cordoned for this fault: nobody has taken that back meanwhile. */
    boolean isHeld(ApiUndo.Uncordon node) throws ClusterTrouble;

    void taint(ApiUndo.Untaint node, Duration longest) throws ClusterTrouble;

    void cutOff(ApiUndo.Reconnect pods, PodNetworkPartition from, Duration longest) throws ClusterTrouble;

    /** Takes away what is still there of it, and still ours. */
    void revert(ApiUndo undo) throws ClusterTrouble;
}
