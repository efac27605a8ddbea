package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import io.faultline.contracts.fault.NodeDrain;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Plan;

/**
 * Has nodes take no new pods, and those they have move elsewhere: all but those of daemon sets, those the node itself
 * runs, Faultline's own and those of protected namespaces.
 */
public record DrainNodes(NodeDrain spec, Aim aim) implements Driver<Uncordon> {
    private static final String MIRROR = "kubernetes.io/config.mirror";

    @Override
    public Plan<Uncordon> plan(String mark) throws FaultRefused {
        return CordonNodes.plan(spec.target(), mark, "drained", aim);
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
        for (List<PodSeen> left = toLeave(node); !left.isEmpty(); left = toLeave(node)) {
            for (PodSeen pod : left) {
                if (!pod.ending()) {
                    askToGo(pod);
                }
            }
            if (!pace.again()) {
                throw new FaultRefused(("node %s is not drained in time: %s did not go; give it longer, or set"
                        + " ignoreDisruptionBudgets or gracePeriod").formatted(node.node(),
                                left.stream().map(PodSeen::path).limit(5).collect(Collectors.joining(", "))));
            }
        }
    }

    private void askToGo(PodSeen seen) throws ClusterTrouble {
        LeftToController pod = new LeftToController(aim.where(), seen.namespace(), seen.name(), seen.uid());
        if (aim.hand().evict(pod, spec.gracePeriod()) == Eviction.REFUSED && spec.ignoreDisruptionBudgets()) {
            aim.hand().delete(pod, spec.gracePeriod());
        }
    }

    private List<PodSeen> toLeave(Uncordon node) throws ClusterTrouble {
        return aim.choice().views().of(aim.where()).podsOn(node.node()).stream()
                .filter(pod -> !pod.phase().equals("Succeeded") && !pod.phase().equals("Failed"))
                .filter(pod -> !pod.annotations().containsKey(MIRROR))
                .filter(pod -> pod.owners().stream().noneMatch(owner -> owner.kind().equals("daemonset")))
                .filter(pod -> !ClusterProtection.isOwn(pod.labels()))
                .filter(pod -> aim.choice().protection().protectedAs(pod.namespace()).isEmpty()).toList();
    }
}
