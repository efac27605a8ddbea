package io.faultline.probe.probe;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.probe.compare.Judgement;

/** Does to a cluster's objects, of whatever kind, what a probe asks for; over by the timeout. */
@FunctionalInterface
public interface ClusterObjects {
    Seen attempt(KubernetesProbe asked, Place place, Duration timeout) throws InterruptedException;

    /** What came of it. */
    sealed interface Seen {
        /** These match; deleting, these were deleted. */
        record Found(List<ClusterObject> objects) implements Seen {}

        /** The log of all that match; creating, what is there now. */
        record Told(String text) implements Seen {}

        /** Nothing, and what that means. */
        record Unseen(Judgement judgement) implements Seen {}
    }
}
