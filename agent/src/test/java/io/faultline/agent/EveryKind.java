package io.faultline.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.PodCpuHog;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodDiskFill;
import io.faultline.contracts.fault.PodDnsError;
import io.faultline.contracts.fault.PodDnsSpoof;
import io.faultline.contracts.fault.PodEvict;
import io.faultline.contracts.fault.PodHttpLatency;
import io.faultline.contracts.fault.PodHttpModifyBody;
import io.faultline.contracts.fault.PodHttpModifyHeader;
import io.faultline.contracts.fault.PodHttpResetPeer;
import io.faultline.contracts.fault.PodHttpStatusCode;
import io.faultline.contracts.fault.PodIoStress;
import io.faultline.contracts.fault.PodMemoryHog;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodNetworkLoss;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodNetworkRateLimit;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.wire.Wire;

/**
 * One fault of each kind that a cluster's agent can make on a kernel without netem, but for the kubelet's: nobody else is
 * served meanwhile.
 *
 * @param space where the {@link #DEPLOYMENTS} are
 * @param node no kubelet runs it
 */
record EveryKind(String space, String node) {
    static final List<String> DEPLOYMENTS = List.of("cart", "sized", "grown", "deleted", "evicted", "killed",
            "restarted");
    private static final Duration LONG = Duration.ofMinutes(3);

    List<FaultType> types() {
        return specs().map(FaultType::of).toList();
    }

    /** As an experiment has them: those that strike do it once, the others last until they are stopped. */
    List<String> faults() {
        return specs().map(spec -> Wire.mapper().writeValueAsString(Fault.of(FaultType.of(spec).wireName(), spec,
                spec.strikes() ? Duration.ZERO : LONG, List.of()))).toList();
    }

    private Stream<ClusterFault> specs() {
        return Stream.of(strikes(), byApi(), inPods(), onTheirNetwork()).flatMap(List::stream);
    }

    private List<ClusterFault> strikes() {
        return List.of(new PodDelete(pods("deleted"), true, null), new PodEvict(pods("evicted"), false),
                new ContainerKill(pods("killed"), null),
                new DeploymentRestart(WorkloadTarget.deployment(space, "restarted")));
    }

    private List<ClusterFault> byApi() {
        NodeTarget empty = NodeTarget.named(node);
        return List.of(new DeploymentScale(WorkloadTarget.deployment(space, "sized"), 0),
                new PodAutoscaler(WorkloadTarget.deployment(space, "grown"), 2),
                new PodNetworkPartition(cart(), null, null, null, null), new NodeCordon(empty),
                new NodeTaint(empty, null, null, null), new NodeDrain(empty, false, null));
    }

    private List<ClusterFault> inPods() {
        NodeTarget itsNode = new NodeTarget(List.of(), null, cart(), null, null);
        return List.of(new PodCpuHog(cart(), 1, 5), new PodMemoryHog(cart(), ByteSize.megabytes(16)),
                new PodIoStress(cart(), "/tmp", ByteSize.megabytes(1), 1, null),
                new PodDiskFill(cart(), "/tmp", ByteSize.megabytes(1), null),
                new PodDnsError(cart(), List.of("shop.test"), null),
                new PodDnsSpoof(cart(), Map.of("other.test", "third.test"), null), new NodeCpuHog(itsNode, 1, 5),
                new NodeMemoryHog(itsNode, ByteSize.megabytes(16), null),
                new NodeIoStress(itsNode, ByteSize.megabytes(1), 1, null));
    }

    private List<ClusterFault> onTheirNetwork() {
        return List.of(new PodNetworkLatency(cart(), Duration.ofMillis(20), null, null),
                new PodNetworkLoss(cart(), 1, null),
                new PodNetworkRateLimit(cart(), ByteSize.megabytes(1), null, null, null),
                new PodHttpLatency(cart(), 8080, Duration.ofMillis(20), 100),
                new PodHttpStatusCode(cart(), 8080, List.of(503), false, null, null, 100),
                new PodHttpModifyHeader(cart(), 8080, Map.of("X-Broken", "yes"), null, 100),
                new PodHttpModifyBody(cart(), 8080, "{}", "application/json", null, 100),
                new PodHttpResetPeer(cart(), 8080, Duration.ofMillis(50), 100));
    }

    private PodTarget cart() {
        return pods("cart");
    }

    private PodTarget pods(String app) {
        return PodTarget.labelled(space, "app=" + app);
    }
}
