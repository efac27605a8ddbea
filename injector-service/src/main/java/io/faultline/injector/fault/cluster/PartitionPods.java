package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Cuts pods off by network policies: one for all that the target's labels select, those that come later among them; if
 * it asks for more than labels, one for each pod chosen, which gets a label of its own for it.
 */
public record PartitionPods(PodNetworkPartition spec, Aim aim) implements Driver<Reconnect> {
    private static final int SHORT = 8;

    @Override
    public Plan<Reconnect> plan(String mark) throws FaultRefused {
        Chosen<PodSeen> pods = aim.choice().pods(spec.target(), aim.where());
        String enforced = enforced();
        String labels = labelsOnly(spec.target());
        List<Hit<Reconnect>> hits = pods.chosen().stream().map(pod -> {
            HitTarget target = pod.hit();
            return new Hit<>(new HitTarget(target.kind(), target.name(), target.detail() + enforced),
                    undo(pod, labels, mark), "cut off pod %s%s".formatted(pod.path(), enforced));
        }).toList();
        return new Plan<>(pods.matched(), hits);
    }

    private Reconnect undo(PodSeen pod, @Nullable String labels, String mark) {
        String name = "faultline-" + aim.marks().key(mark).substring(Marks.ANNOTATION.length());
        return labels != null
                ? new Reconnect(aim.where(), pod.namespace(), name, mark, labels, null, null)
                : new Reconnect(aim.where(), pod.namespace(),
                        name + "-" + pod.uid().substring(0, Math.min(SHORT, pod.uid().length())), mark, null,
                        pod.name(), pod.uid());
    }

    /** The labels, if nothing else narrows the choice, and a policy can say it. */
    private static @Nullable String labelsOnly(PodTarget target) throws FaultRefused {
        boolean narrowed = !target.names().isEmpty() || Stream.of(target.kind(), target.workload(),
                target.annotations(), target.node(), target.nodeLabels(), target.count(), target.percent())
                .anyMatch(each -> each != null);
        if (narrowed || target.labels() == null) {
            return null;
        }
        return LabelSelector.of(target.labels()).requirements().stream().allMatch(
                each -> each.operator() != LabelSelector.Operator.MORE
                        && each.operator() != LabelSelector.Operator.LESS)
                                ? target.labels()
                                : null;
    }

    private String enforced() {
        try {
            return aim.choice().views().of(aim.where()).policyEnforcer().map(by -> ", enforced by " + by)
                    .orElse(", though nothing is seen in this cluster that enforces network policies: it may have no effect");
        } catch (ClusterTrouble e) {
            return ", though it cannot be told whether this cluster enforces network policies: " + e.reason();
        }
    }

    @Override
    public void inject(Reconnect pods, Duration longest) throws FaultRefused {
        try {
            aim.hand().cutOff(pods, spec, longest);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }
}
