package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.injector.fault.ApiUndo.Untaint;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;

/** Taints nodes. */
public record TaintNodes(NodeTaint spec, Aim aim) implements Driver<Untaint> {
    @Override
    public Plan<Untaint> plan(String mark) throws FaultRefused {
        Chosen<NodeSeen> nodes = aim.choice().nodes(spec.target(), aim.where());
        List<Hit<Untaint>> hits = new ArrayList<>();
        for (NodeSeen node : nodes.chosen()) {
            requireFree(node);
            List<PodSeen> going = drivenAway(node);
            hits.add(new Hit<>(node.hit(),
                    new Untaint(aim.where(), node.name(), node.uid(), mark, spec.key(), spec.value(),
                            spec.effect().wireName()),
                    "tainted node %s with %s=%s:%s".formatted(node.name(), spec.key(), spec.value(),
                            spec.effect().wireName()))
                    .saying(PodSeen.lost(going)));
        }
        return new Plan<>(nodes.matched(), hits);
    }

    /** A taint of somebody else would be gone in the end. */
    private void requireFree(NodeSeen node) throws FaultRefused {
        boolean taken = node.taints().stream().anyMatch(this::isThis);
        boolean ours = MarkRules.inForce(Untaint.class, node.bearer(), aim.marks()).stream()
                .anyMatch(other -> other.key().equals(spec.key()) && other.effect().equals(spec.effect().wireName()));
        if (taken && !ours) {
            throw new FaultRefused(
                    "node %s has a taint %s:%s already, which is not ours to take off; choose another key"
                            .formatted(node.name(), spec.key(), spec.effect().wireName()));
        }
        Optional<NodeSeen.Taint> other = node.taints().stream()
                .filter(each -> isThis(each) && !spec.value().equals(each.value())).findAny();
        if (other.isPresent()) {
            throw new FaultRefused(
                    "node %s has a taint %s=%s:%s of another fault, and can have none beside it with another value"
                            .formatted(node.name(), spec.key(), other.get().value(), spec.effect().wireName())
                            + "; choose another key");
        }
    }

    private boolean isThis(NodeSeen.Taint taint) {
        return taint.key().equals(spec.key()) && taint.effect().equals(spec.effect().wireName());
    }

    private List<PodSeen> drivenAway(NodeSeen node) throws FaultRefused {
        return spec.effect() == TaintEffect.NO_EXECUTE
                ? aim.choice().drivenAway(new NodeSeen.Taint(spec.key(), spec.value(), spec.effect().wireName()), node,
                        aim.where(), "node %s is not tainted NoExecute".formatted(node.name()))
                : List.of();
    }

    @Override
    public void inject(Untaint node, Duration longest) throws FaultRefused {
        try {
            aim.hand().taint(node, longest);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }
}
