package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.contracts.run.Refusal;
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
        boolean ours = aim.marks().in(node.annotations()).stream()
                .anyMatch(mark -> mark.undo() instanceof Untaint other && other.key().equals(spec.key())
                        && other.effect().equals(spec.effect().wireName()));
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

    /** Of what a taint does, nothing can be left out: what is never hit must tolerate it. */
    private List<PodSeen> drivenAway(NodeSeen node) throws FaultRefused {
        List<PodSeen> going = new ArrayList<>();
        if (spec.effect() != TaintEffect.NO_EXECUTE) {
            return going;
        }
        NodeSeen.Taint taint = new NodeSeen.Taint(spec.key(), spec.value(), spec.effect().wireName());
        try {
            ClusterView view = aim.choice().views().of(aim.where());
            for (PodSeen pod : view.podsOn(node.name())) {
                if (pod.isOver() || pod.tolerates(taint)) {
                    continue;
                }
                Optional<String> kept = aim.choice().protection().keptAs(pod, view);
                if (kept.isPresent()) {
                    throw new FaultRefused(Refusal.PROTECTED_TARGET,
                            "node %s is not tainted NoExecute: it would drive away pod %s. %s".formatted(node.name(),
                                    pod.path(), kept.get()));
                }
                going.add(pod);
            }
            return going;
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
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
