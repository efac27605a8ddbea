package io.faultline.injector.cluster;

import java.time.Duration;
import java.time.InstantSource;

import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.MarkText;
import io.faultline.injector.fault.cluster.WrittenMarks;

/** Mends in clusters, and makes nothing there. */
public final class ClusterMender {
    private static final Duration NEVER_LISTED = Duration.ofHours(1);

    private ClusterMender() {}

    /** @param kubeconfig and folders as {@link ClusterSettings} has them */
    public static Mender of(String kubeconfig, String folders, MarkText text, InstantSource clock) {
        Reach reach = new Reach(new ClusterSettings(kubeconfig, folders, NEVER_LISTED).clients(), NEVER_LISTED);
        ApiHand hand = new ApiHand(reach, new WrittenMarks(text, () -> "", clock), clock);
        return undo -> {
            try {
                hand.revert((ApiUndo) undo);
            } catch (ClusterTrouble e) {
                throw e.notReverted();
            }
        };
    }
}
