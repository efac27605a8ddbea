package io.faultline.injector.fault.beside;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.cluster.Chosen;
import io.faultline.injector.fault.cluster.ClusterChoice;
import io.faultline.injector.fault.cluster.NodeSeen;
import io.faultline.injector.fault.cluster.PodSeen;
import org.jspecify.annotations.Nullable;

/** Chooses pods or nodes, and has a helper on each node make the effect. Planning starts no helper. */
final class BesideDriver implements Driver<BesideUndo> {
    private static final NodeSeen.Taint UNHEARD_OF = new NodeSeen.Taint("node.kubernetes.io/unreachable", "",
            "NoExecute");

    private final HelperFault fault;
    private final @Nullable Infrastructure where;
    private final PodSettings wishes;
    private final ClusterChoice choice;
    private final Helpers helpers;
    private final Map<BesideUndo, String> done = new ConcurrentHashMap<>();

    BesideDriver(HelperFault fault, @Nullable Infrastructure where, PodSettings wishes, ClusterChoice choice,
            Helpers helpers) {
        this.fault = fault;
        this.where = where;
        this.wishes = wishes;
        this.choice = choice;
        this.helpers = helpers;
    }

    @Override
    public Plan<BesideUndo> plan(String mark) throws FaultRefused {
        return switch (fault.aim()) {
            case PodTarget pods -> plan(mark, pods);
            case NodeTarget nodes -> plan(mark, nodes);
            case WorkloadTarget _ -> throw new FaultRefused("a helper is beside pods and nodes, not beside workloads");
        };
    }

    private Plan<BesideUndo> plan(String mark, PodTarget target) throws FaultRefused {
        Chosen<PodSeen> pods = choice.pods(target, where);
        List<Hit<BesideUndo>> hits = new ArrayList<>();
        for (PodSeen pod : pods.chosen()) {
            Effect effect = EffectRules.of(fault, pod, target.container());
            hits.add(hit(new HitTarget("pod", pod.path(), detail(effect) + " on node " + pod.node() + not()),
                    pod.node(), mark,
                    effect));
        }
        return new Plan<>(pods.matched(), hits);
    }

    private Plan<BesideUndo> plan(String mark, NodeTarget target) throws FaultRefused {
        Chosen<NodeSeen> nodes = choice.nodes(target, where);
        List<Hit<BesideUndo>> hits = new ArrayList<>();
        for (NodeSeen node : nodes.chosen()) {
            Effect effect = EffectRules.of(fault, node);
            if (effect instanceof Effect.FreezeKubelet) {
                requireNoneDrivenAway(node);
            }
            hits.add(hit(new HitTarget("node", node.name(), detail(effect) + not()), node.name(), mark, effect));
        }
        return new Plan<>(nodes.matched(), hits);
    }

    /** Of a node that is not heard of, the cluster takes away the pods after a while; what is never hit must stay. */
    private void requireNoneDrivenAway(NodeSeen node) throws FaultRefused {
        List<PodSeen> _ = choice.drivenAway(UNHEARD_OF, node, where,
                "the kubelet of node %s is not frozen".formatted(node.name()));
    }

    private static String detail(Effect effect) {
        return DeedRules.intent(effect);
    }

    /** What its helper cannot be, though it was wished for. */
    private String not() {
        boolean user = wishes.runAsUser() != null || wishes.runAsGroup() != null;
        return (user ? "; its helper runs as root, which its work needs, whatever helperPods says" : "")
                + (wishes.nodeSelector().isEmpty() ? "" : "; its helper is on this node, whatever helperPods selects");
    }

    private Hit<BesideUndo> hit(HitTarget target, String node, String mark, Effect effect) {
        String what = DeedRules.intent(effect);
        String key = mark + "." + Integer.toHexString((target.kind() + target.name()).hashCode());
        BesideUndo undo = effect.leavesNothing()
                ? new BesideUndo.LeftToKubelet(where, node, key, EffectLine.write(effect), what)
                : new BesideUndo.EndBeside(where, node, key, EffectLine.write(effect), what);
        return new Hit<>(target, undo, "%s: %s".formatted(target.name(), what));
    }

    @Override
    public void inject(BesideUndo undo, Duration longest) throws FaultRefused, InterruptedException {
        done.put(undo, helpers.make(renewed(undo), wishes, longest));
    }

    /** A container that was started again is another one on its node: a stroke is meant for the one there is now. */
    private BesideUndo renewed(BesideUndo undo) throws FaultRefused {
        if (!(undo instanceof BesideUndo.LeftToKubelet stroke && fault.aim() instanceof PodTarget target)) {
            return undo;
        }
        Victim victim = EffectLine.read(stroke.effect()).victim();
        PodSeen pod = choice.pod(target, victim.pod(), where)
                .orElseThrow(() -> new FaultRefused("the pod of %s is gone".formatted(victim.name())));
        Effect now = EffectRules.of(fault, pod, target.container());
        return new BesideUndo.LeftToKubelet(where, pod.node(), stroke.mark(), EffectLine.write(now), stroke.what());
    }

    @Override
    public String deed(Hit<BesideUndo> hit) {
        return done.getOrDefault(hit.undo(), hit.deed());
    }
}
