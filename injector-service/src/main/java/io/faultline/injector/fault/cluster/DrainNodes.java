package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.fault.NodeDrain;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;

/**
 * Has nodes take no new pods, and those they have go, to start elsewhere if something looks after them: all but those of daemon sets, those the node itself
 * runs, and those that are never hit, which its plan names.
 */
public record DrainNodes(NodeDrain spec, Aim aim) implements Driver<Uncordon> {
    private static final String MIRROR = "kubernetes.io/config.mirror";

    @Override
    public Plan<Uncordon> plan(String mark) throws FaultRefused {
        Plan<Uncordon> cordon = CordonNodes.plan(spec.target(), mark, "drained", aim);
        List<Hit<Uncordon>> hits = new ArrayList<>();
        try {
            for (Hit<Uncordon> hit : cordon.hits()) {
                hits.add(hit.saying(staying(hit.undo().node()) + lost(hit.undo().node())));
            }
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
        return new Plan<>(cordon.matched(), hits);
    }

    private String staying(String node) throws ClusterTrouble {
        List<PodSeen> kept = movable(node, true);
        return kept.isEmpty() ? "" : "; never hit, so they stay: " + PodSeen.named(kept);
    }

    private String lost(String node) throws ClusterTrouble {
        return PodSeen.lost(movable(node, false));
    }

    @Override
    public void inject(Uncordon node, Duration longest) throws FaultRefused, InterruptedException {
        try {
            aim.hand().cordon(node, longest);
            drain(node, longest);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    private void drain(Uncordon node, Duration longest) throws FaultRefused, InterruptedException, ClusterTrouble {
        Pace pace = Pace.within(longest);
        for (List<PodSeen> left = movable(node.node(), false); !left.isEmpty(); left = movable(node.node(), false)) {
            for (PodSeen pod : left) {
                if (!pod.ending()) {
                    requireHeld(node);
                    askToGo(pod);
                }
            }
            if (!pace.again()) {
                throw new FaultRefused(("node %s is not drained in time: %s did not go; give it longer, or set"
                        + " ignoreDisruptionBudgets or gracePeriod").formatted(node.node(),
                                PodSeen.named(left)));
            }
        }
    }

    /** By another agent, or by hand: whoever drains need not be told, and the pods of a node that is back stay there. */
    private void requireHeld(Uncordon node) throws FaultRefused, ClusterTrouble {
        if (!aim.hand().isHeld(node)) {
            throw new FaultRefused("node %s was given back while it was drained; no more of its pods are asked to go"
                    .formatted(node.node()));
        }
    }

    private void askToGo(PodSeen seen) throws ClusterTrouble {
        LeftToController pod = new LeftToController(aim.where(), seen.namespace(), seen.name(), seen.uid());
        if (aim.hand().evict(pod, spec.gracePeriod()) == Eviction.REFUSED && spec.ignoreDisruptionBudgets()) {
            aim.hand().delete(pod, spec.gracePeriod());
        }
    }

    /** Pods that a drain is about. @param kept those that stay because they are never hit, or those that go */
    private List<PodSeen> movable(String node, boolean kept) throws ClusterTrouble {
        ClusterView view = aim.choice().views().of(aim.where());
        List<PodSeen> found = new ArrayList<>();
        for (PodSeen pod : view.podsOn(node)) {
            boolean bound = pod.isOver() || pod.annotations().containsKey(MIRROR)
                    || pod.owners().stream().anyMatch(owner -> owner.kind().equals("daemonset"));
            if (!bound && aim.choice().protection().keptAs(pod, view).isPresent() == kept) {
                found.add(pod);
            }
        }
        return found;
    }
}
