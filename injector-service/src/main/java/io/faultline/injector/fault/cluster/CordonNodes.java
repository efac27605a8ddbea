package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;

/** Has nodes take no new pods. */
public record CordonNodes(NodeCordon spec, Aim aim) implements Driver<Uncordon> {
    @Override
    public Plan<Uncordon> plan(String mark) throws FaultRefused {
        return plan(spec.target(), mark, "cordoned", aim);
    }

    static Plan<Uncordon> plan(NodeTarget target, String mark, String deed, Aim aim) throws FaultRefused {
        Chosen<NodeSeen> nodes = aim.choice().nodes(target, aim.where());
        List<Hit<Uncordon>> hits = nodes.chosen().stream()
                .map(node -> new Hit<>(node.hit(),
                        new Uncordon(aim.where(), node.name(), node.uid(), mark, wasCordoned(node, aim.marks())),
                        deed + " node " + node.name()))
                .toList();
        return new Plan<>(nodes.matched(), hits);
    }

    /** By somebody else than us: what another fault of ours cordoned, the last of them uncordons. */
    private static boolean wasCordoned(NodeSeen node, Marks marks) {
        return MarkRules.inForce(Uncordon.class, node.bearer(), marks).stream().map(Uncordon::before).findFirst()
                .orElse(node.cordoned());
    }

    @Override
    public void inject(Uncordon node, Duration longest) throws FaultRefused {
        try {
            aim.hand().cordon(node, longest);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }
}
