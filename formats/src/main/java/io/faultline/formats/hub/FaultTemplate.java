package io.faultline.formats.hub;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.CpuStress;
import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.Direction;
import io.faultline.contracts.fault.DiskFill;
import io.faultline.contracts.fault.External;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.HttpSide;
import io.faultline.contracts.fault.KillSignal;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.MatchScheme;
import io.faultline.contracts.fault.MemoryStress;
import io.faultline.contracts.fault.NetworkBandwidth;
import io.faultline.contracts.fault.NetworkBlackhole;
import io.faultline.contracts.fault.NetworkCut;
import io.faultline.contracts.fault.NetworkDown;
import io.faultline.contracts.fault.NetworkLatency;
import io.faultline.contracts.fault.NetworkReset;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PartitionDirection;
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
import io.faultline.contracts.fault.PodNetworkCorruption;
import io.faultline.contracts.fault.PodNetworkDuplication;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodNetworkLoss;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodNetworkRateLimit;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.ProcessKill;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.fault.ProxyTarget;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.contracts.fault.Toxiproxy;
import io.faultline.contracts.fault.Traffic;
import io.faultline.contracts.fault.WorkloadTarget;

/**
 * A fault to start from, aimed at stand-ins that whoever uses it replaces. Every kind has one: a test
 * fails for a new kind without.
 *
 * @param title what it does, in a few words
 */
record FaultTemplate(FaultType type, Category category, String title, FaultSpec spec) {
    private static final PodTarget PODS = new PodTarget("default", "app=my-app", List.of(), "deployment", null, null,
            null, null, null, 1, null, false);
    private static final NodeTarget NODE = NodeTarget.named("my-node");
    private static final WorkloadTarget WORKLOAD = new WorkloadTarget("default", "deployment", "my-app", null, null,
            null,
            100);
    private static final ProxyTarget PROXY = new ProxyTarget("my-proxy");
    private static final ProcessTarget PROCESS = new ProcessTarget(8080, null, null, null, 1, null);
    private static final Duration LASTS = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    String name() {
        return type.wireName();
    }

    Fault fault() {
        boolean strikes = type == FaultType.POD_DELETE || type == FaultType.CONTAINER_KILL;
        return new Fault(name(), spec, LASTS, strikes ? BETWEEN : Duration.ZERO, Duration.ZERO, Sequence.PARALLEL,
                Fault.DEFAULT_WEIGHT, List.of());
    }

    Experiment experiment() {
        return Experiment.of(new Metadata(name(), title + ".", List.of(category.folder())),
                new ExperimentSpec(null, List.of(Stage.of(fault())), null, BlastRadius.UNLIMITED, List.of(), Map.of(),
                        Map.of(), null));
    }

    static List<FaultTemplate> all() {
        return List.of(FaultType.values()).stream().map(FaultTemplate::of).toList();
    }

    private static FaultTemplate of(FaultType type) {
        return switch (type) {
            case NO_FAULT, PROCESS_PAUSE, PROCESS_KILL, CPU_STRESS, MEMORY_STRESS, DISK_FILL -> machine(type);
            case NETWORK_LATENCY, NETWORK_BANDWIDTH, NETWORK_RESET, NETWORK_CUT, NETWORK_BLACKHOLE, NETWORK_DOWN ->
                network(type);
            case SPRING_BOOT_CHAOS -> new FaultTemplate(type, Category.SPRING_BOOT,
                    "Makes a Spring Boot application slow from within",
                    new SpringBootChaos(new ApplicationTarget(null, PODS, 8080, "/actuator/chaosmonkey"),
                            List.of(SpringBootAssault.LATENCY), List.of(), List.of(), 1, Duration.ofSeconds(2),
                            "java.lang.RuntimeException", "thrown by Faultline", 70, 90));
            case TOXIPROXY -> new FaultTemplate(type, Category.APPLICATION, "Puts a toxic into a Toxiproxy",
                    new Toxiproxy(ApplicationTarget.at("http://127.0.0.1:8474"), "my-proxy", "latency",
                            Map.of("latency", 1000L), Direction.DOWNSTREAM, 100));
            case EXTERNAL -> new FaultTemplate(type, Category.APPLICATION, "A fault that a driver of your own makes",
                    new External("my-driver", Map.of("key", "value")));
            default -> cluster(type);
        };
    }

    private static FaultTemplate machine(FaultType type) {
        return switch (type) {
            case NO_FAULT -> machine(type, "Does nothing: to see what a run measures without a fault", new NoFault());
            case PROCESS_PAUSE -> machine(type, "Freezes a process", new ProcessPause(PROCESS));
            case PROCESS_KILL -> machine(type, "Kills a process", new ProcessKill(PROCESS, KillSignal.KILL));
            case CPU_STRESS -> machine(type, "Keeps processors busy", new CpuStress(1, 100));
            case MEMORY_STRESS -> machine(type, "Holds memory", new MemoryStress(ByteSize.megabytes(256)));
            default -> machine(type, "Fills a file system", new DiskFill("/tmp", ByteSize.megabytes(256), null));
        };
    }

    private static FaultTemplate machine(FaultType type, String title, FaultSpec spec) {
        return new FaultTemplate(type, Category.MACHINE, title, spec);
    }

    private static FaultTemplate network(FaultType type) {
        return switch (type) {
            case NETWORK_LATENCY -> network(type, "Delays what goes through a fault proxy",
                    new NetworkLatency(PROXY, Duration.ofMillis(500), Duration.ZERO, Direction.DOWNSTREAM, 100));
            case NETWORK_BANDWIDTH -> network(type, "Slows what goes through a fault proxy",
                    new NetworkBandwidth(PROXY, new ByteSize(16 * 1024), Direction.DOWNSTREAM, 100));
            case NETWORK_RESET -> network(type, "Resets connections through a fault proxy",
                    new NetworkReset(PROXY, Duration.ZERO, 100));
            case NETWORK_CUT -> network(type, "Cuts connections through a fault proxy after some bytes",
                    new NetworkCut(PROXY, new ByteSize(1024), Direction.DOWNSTREAM, 100));
            case NETWORK_BLACKHOLE -> network(type, "Swallows what goes through a fault proxy",
                    new NetworkBlackhole(PROXY, 100));
            default -> network(type, "Lets nobody connect to a fault proxy", new NetworkDown(PROXY));
        };
    }

    private static FaultTemplate network(FaultType type, String title, FaultSpec spec) {
        return new FaultTemplate(type, Category.NETWORK, title, spec);
    }

    private static FaultTemplate cluster(FaultType type) {
        return switch (type) {
            case POD_DELETE -> cluster(type, "Deletes a pod", new PodDelete(PODS, false, null));
            case POD_EVICT -> cluster(type, "Evicts a pod, as its disruption budget allows", new PodEvict(PODS, false));
            case POD_AUTOSCALER -> cluster(type, "Scales a deployment up and waits until all its pods are ready",
                    new PodAutoscaler(WORKLOAD, 5));
            case DEPLOYMENT_SCALE -> cluster(type, "Takes a deployment's pods away", new DeploymentScale(WORKLOAD, 0));
            case DEPLOYMENT_RESTART -> cluster(type, "Restarts a deployment", new DeploymentRestart(WORKLOAD));
            case POD_NETWORK_PARTITION -> cluster(type, "Cuts pods off by a NetworkPolicy",
                    new PodNetworkPartition(PodTarget.labelled("default", "app=my-app"), PartitionDirection.ALL,
                            List.of(), List.of(), List.of()));
            case NODE_CORDON -> cluster(type, "Lets no pods be scheduled to a node", new NodeCordon(NODE));
            case NODE_DRAIN -> cluster(type, "Empties a node of its pods", new NodeDrain(NODE, false, null));
            case NODE_TAINT -> cluster(type, "Taints a node",
                    new NodeTaint(NODE, "faultline", "test", TaintEffect.NO_SCHEDULE));
            case CONTAINER_KILL -> cluster(type, "Kills a container", new ContainerKill(PODS, KillSignal.KILL));
            case POD_CPU_HOG -> cluster(type, "Keeps a container's processors busy", new PodCpuHog(PODS, 1, 100));
            case POD_MEMORY_HOG -> cluster(type, "Holds memory in a container",
                    new PodMemoryHog(PODS, ByteSize.megabytes(500)));
            case POD_IO_STRESS -> cluster(type, "Writes and syncs in a container",
                    new PodIoStress(PODS, "/", null, 4, 10));
            case POD_DISK_FILL -> cluster(type, "Fills a container's ephemeral storage",
                    new PodDiskFill(PODS, "/", null, 80));
            case NODE_CPU_HOG -> cluster(type, "Keeps a node's processors busy", new NodeCpuHog(NODE, 2, 100));
            case NODE_MEMORY_HOG -> cluster(type, "Holds memory of a node", new NodeMemoryHog(NODE, null, 30));
            case NODE_IO_STRESS -> cluster(type, "Writes and syncs on a node",
                    new NodeIoStress(NODE, null, 4, 10));
            case KUBELET_SERVICE_KILL -> cluster(type, "Stops a node's kubelet", new KubeletServiceKill(NODE));
            default -> traffic(type);
        };
    }

    private static FaultTemplate traffic(FaultType type) {
        return switch (type) {
            case POD_NETWORK_LATENCY -> cluster(type, "Delays what pods send",
                    new PodNetworkLatency(PODS, Duration.ofSeconds(2), Duration.ZERO, Traffic.ALL));
            case POD_NETWORK_LOSS -> cluster(type, "Loses part of what pods send",
                    new PodNetworkLoss(PODS, 50, Traffic.ALL));
            case POD_NETWORK_CORRUPTION -> cluster(type, "Corrupts part of what pods send",
                    new PodNetworkCorruption(PODS, 50, Traffic.ALL));
            case POD_NETWORK_DUPLICATION -> cluster(type, "Sends part of what pods send twice",
                    new PodNetworkDuplication(PODS, 50, Traffic.ALL));
            case POD_NETWORK_RATE_LIMIT -> cluster(type, "Lets pods send only so much a second",
                    new PodNetworkRateLimit(PODS, new ByteSize(128 * 1000), new ByteSize(32 * 1024),
                            new ByteSize(256 * 1024), Traffic.ALL));
            case POD_HTTP_LATENCY -> cluster(type, "Delays answers to HTTP requests",
                    new PodHttpLatency(PODS, 80, Duration.ofSeconds(2), 100));
            case POD_HTTP_STATUS_CODE -> cluster(type, "Changes the status of answers to HTTP requests",
                    new PodHttpStatusCode(PODS, 80, List.of(503), true, null, "text/plain", 100));
            case POD_HTTP_MODIFY_HEADER -> cluster(type, "Sets headers of HTTP answers",
                    new PodHttpModifyHeader(PODS, 80, Map.of("X-Faultline", "test"), HttpSide.RESPONSE, 100));
            case POD_HTTP_MODIFY_BODY -> cluster(type, "Replaces the body of HTTP answers",
                    new PodHttpModifyBody(PODS, 80, "", "text/plain", null, 100));
            case POD_HTTP_RESET_PEER -> cluster(type, "Resets connections of HTTP requests",
                    new PodHttpResetPeer(PODS, 80, Duration.ZERO, 100));
            case POD_DNS_ERROR -> cluster(type, "Lets names not be found",
                    new PodDnsError(PODS, List.of("db.default.svc.cluster.local"), MatchScheme.EXACT));
            case POD_DNS_SPOOF -> cluster(type, "Answers for one name with the address of another",
                    new PodDnsSpoof(PODS, Map.of("db.default.svc.cluster.local", "cache.default.svc.cluster.local"),
                            MatchScheme.EXACT));
            default -> throw new IllegalStateException("no template for " + type);
        };
    }

    private static FaultTemplate cluster(FaultType type, String title, FaultSpec spec) {
        return new FaultTemplate(type, Category.KUBERNETES, title, spec);
    }
}
