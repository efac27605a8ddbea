package io.faultline.contracts.fault;

import java.util.Optional;
import java.util.stream.Stream;

/** The explicit wire name of each kind of fault: renaming a record never renames the wire. */
public enum FaultType {
    NO_FAULT("no-fault", NoFault.class), //
    PROCESS_PAUSE("process-pause", ProcessPause.class), //
    PROCESS_KILL("process-kill", ProcessKill.class), //
    CPU_STRESS("cpu-stress", CpuStress.class), //
    MEMORY_STRESS("memory-stress", MemoryStress.class), //
    DISK_FILL("disk-fill", DiskFill.class), //
    NETWORK_LATENCY("network-latency", NetworkLatency.class), //
    NETWORK_BANDWIDTH("network-bandwidth", NetworkBandwidth.class), //
    NETWORK_RESET("network-reset", NetworkReset.class), //
    NETWORK_CUT("network-cut", NetworkCut.class), //
    NETWORK_BLACKHOLE("network-blackhole", NetworkBlackhole.class), //
    NETWORK_DOWN("network-down", NetworkDown.class), //
    POD_DELETE("pod-delete", PodDelete.class), //
    POD_EVICT("pod-evict", PodEvict.class), //
    POD_AUTOSCALER("pod-autoscaler", PodAutoscaler.class), //
    DEPLOYMENT_SCALE("deployment-scale", DeploymentScale.class), //
    DEPLOYMENT_RESTART("deployment-restart", DeploymentRestart.class), //
    POD_NETWORK_PARTITION("pod-network-partition", PodNetworkPartition.class), //
    NODE_CORDON("node-cordon", NodeCordon.class), //
    NODE_DRAIN("node-drain", NodeDrain.class), //
    NODE_TAINT("node-taint", NodeTaint.class), //
    CONTAINER_KILL("container-kill", ContainerKill.class), //
    POD_CPU_HOG("pod-cpu-hog", PodCpuHog.class), //
    POD_MEMORY_HOG("pod-memory-hog", PodMemoryHog.class), //
    POD_IO_STRESS("pod-io-stress", PodIoStress.class), //
    POD_DISK_FILL("pod-disk-fill", PodDiskFill.class), //
    POD_NETWORK_LATENCY("pod-network-latency", PodNetworkLatency.class), //
    POD_NETWORK_LOSS("pod-network-loss", PodNetworkLoss.class), //
    POD_NETWORK_CORRUPTION("pod-network-corruption", PodNetworkCorruption.class), //
    POD_NETWORK_DUPLICATION("pod-network-duplication", PodNetworkDuplication.class), //
    POD_NETWORK_RATE_LIMIT("pod-network-rate-limit", PodNetworkRateLimit.class), //
    POD_HTTP_LATENCY("pod-http-latency", PodHttpLatency.class), //
    POD_HTTP_STATUS_CODE("pod-http-status-code", PodHttpStatusCode.class), //
    POD_HTTP_MODIFY_HEADER("pod-http-modify-header", PodHttpModifyHeader.class), //
    POD_HTTP_MODIFY_BODY("pod-http-modify-body", PodHttpModifyBody.class), //
    POD_HTTP_RESET_PEER("pod-http-reset-peer", PodHttpResetPeer.class), //
    POD_DNS_ERROR("pod-dns-error", PodDnsError.class), //
    POD_DNS_SPOOF("pod-dns-spoof", PodDnsSpoof.class), //
    NODE_CPU_HOG("node-cpu-hog", NodeCpuHog.class), //
    NODE_MEMORY_HOG("node-memory-hog", NodeMemoryHog.class), //
    NODE_IO_STRESS("node-io-stress", NodeIoStress.class), //
    KUBELET_SERVICE_KILL("kubelet-service-kill", KubeletServiceKill.class), //
    SPRING_BOOT_CHAOS("spring-boot-chaos", SpringBootChaos.class), //
    TOXIPROXY("toxiproxy", Toxiproxy.class), //
    EXTERNAL("external", External.class);

    private final String wireName;
    private final Class<? extends FaultSpec> spec;

    FaultType(String wireName, Class<? extends FaultSpec> spec) {
        this.wireName = wireName;
        this.spec = spec;
    }

    public String wireName() {
        return wireName;
    }

    public Class<? extends FaultSpec> spec() {
        return spec;
    }

    public static Optional<FaultType> named(String wireName) {
        return Stream.of(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
    }

    public static FaultType of(FaultSpec spec) {
        return Stream.of(values()).filter(type -> type.spec.isInstance(spec)).findFirst().orElseThrow();
    }
}
