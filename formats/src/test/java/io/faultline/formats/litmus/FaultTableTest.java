package io.faultline.formats.litmus;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.HttpSide;
import io.faultline.contracts.fault.KillSignal;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.MatchScheme;
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
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.contracts.fault.Traffic;
import io.faultline.contracts.fault.TrafficPart;
import io.faultline.contracts.fault.WorkloadTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every fault of Litmus there is here, with its tunables one to one. */
class FaultTableTest {
    private static final PodTarget POD = pods(1, null);
    /** Of a partition, which is of all pods with the labels. */
    private static final PodTarget WHOLE = PodTarget.labelled("shop", "app=cart");
    private static final NodeTarget NODE = new NodeTarget(List.of("node-1"), null, null, null, null);

    private static PodTarget pods(Integer count, Integer percent) {
        return new PodTarget("shop", "app=cart", List.of(), "deployment", null, null, null, null, null, count, percent,
                false);
    }

    private static Arguments fault(String name, FaultSpec spec, String... env) {
        Map<String, String> tunables = new java.util.LinkedHashMap<>();
        for (int i = 0; i < env.length; i += 2) {
            tunables.put(env[i], env[i + 1]);
        }
        return arguments(name, tunables, spec);
    }

    static Stream<Arguments> faults() {
        Traffic some = new Traffic("eth1", List.of("10.0.0.1", "10.1.0.0/16"), List.of("db.shop"), null, null,
                new BigDecimal("25"),
                List.of(part(null, null, List.of("443")), new TrafficPart(null, null, null, List.of("9000"))));
        Traffic all = Traffic.ALL;
        return Stream.of(
                fault("pod-delete", new PodDelete(POD, true, null)),
                fault("pod-delete", new PodDelete(pods(null, 50), false, null), "FORCE", "", "PODS_AFFECTED_PERC",
                        "50"),
                fault("pod-delete", new PodDelete(pods(3, null), true, null), "KILL_COUNT", "3"),
                fault("container-kill", new ContainerKill(POD, KillSignal.TERM), "SIGNAL", "SIGTERM"),
                fault("pod-cpu-hog", new PodCpuHog(POD, 2, 80), "CPU_CORES", "2", "CPU_LOAD", "80"),
                fault("pod-cpu-hog-exec", new PodCpuHog(POD, 1, 100)),
                fault("pod-memory-hog", new PodMemoryHog(POD, ByteSize.megabytes(600)), "MEMORY_CONSUMPTION", "600"),
                fault("pod-memory-hog-exec", new PodMemoryHog(POD, ByteSize.megabytes(500))),
                fault("pod-io-stress", new PodIoStress(POD, "/data", new ByteSize(2L << 30), 4, null),
                        "VOLUME_MOUNT_PATH", "/data", "FILESYSTEM_UTILIZATION_BYTES", "2"),
                fault("pod-io-stress", new PodIoStress(POD, "/", null, 4, 10)),
                fault("pod-io-stress", new PodIoStress(POD, "/", null, 2, 25), "NUMBER_OF_WORKERS", "2",
                        "FILESYSTEM_UTILIZATION_PERCENTAGE", "25", "FILESYSTEM_UTILIZATION_BYTES", "3"),
                fault("pod-io-stress", new PodIoStress(POD, "/", new ByteSize(3L << 30), 4, null),
                        "FILESYSTEM_UTILIZATION_PERCENTAGE", "", "FILESYSTEM_UTILIZATION_BYTES", "3"),
                fault("disk-fill", new PodDiskFill(POD, "/", null, 80)),
                fault("disk-fill", new PodDiskFill(POD, "/", ByteSize.megabytes(64), 80),
                        "EPHEMERAL_STORAGE_MEBIBYTES", "64"),
                fault("pod-autoscaler",
                        new PodAutoscaler(new WorkloadTarget("shop", "deployment", null, "app=cart", null, null, 100),
                                7),
                        "REPLICA_COUNT", "7"),
                fault("pod-network-latency",
                        new PodNetworkLatency(POD, Duration.ofMillis(300), Duration.ofMillis(20), some),
                        "NETWORK_LATENCY", "300", "JITTER", "20", "NETWORK_INTERFACE", "eth1", "DESTINATION_IPS",
                        "10.0.0.1, 10.1.0.0/16", "DESTINATION_HOSTS", "db.shop", "DESTINATION_PORTS", "443",
                        "SOURCE_PORTS", "9000", "CORRELATION", "25"),
                fault("pod-network-loss",
                        new PodNetworkLoss(POD, 30, new Traffic(null, null, List.of("db.shop"), List.of("5432"), null,
                                null)),
                        "NETWORK_PACKET_LOSS_PERCENTAGE", "30", "DESTINATION_HOSTS", "db.shop|5432"),
                fault("pod-network-loss",
                        new PodNetworkLoss(POD, new BigDecimal("0.5"),
                                new Traffic(null, List.of("10.0.0.9"), List.of("c"), null, null, new BigDecimal("2"),
                                        List.of(part("10.0.0.1", null, List.of("80", "443")),
                                                part(null, "a", List.of("80")), part(null, "b", List.of("81"))))),
                        "NETWORK_PACKET_LOSS_PERCENTAGE", "0.5", "CORRELATION", "2", "DESTINATION_IPS",
                        "10.0.0.1|80|443,10.0.0.9", "DESTINATION_HOSTS", "a|80,b|81,c"),
                fault("pod-network-loss",
                        new PodNetworkLoss(POD, 100,
                                new Traffic(null, null, null, List.of("!80", "443"), List.of("!9"), null)),
                        "DESTINATION_PORTS", "!80,443", "SOURCE_PORTS", "!9"),
                fault("pod-network-corruption", new PodNetworkCorruption(POD, 100, all)),
                fault("pod-network-duplication", new PodNetworkDuplication(POD, 12, all),
                        "NETWORK_PACKET_DUPLICATION_PERCENTAGE", "12"),
                fault("pod-network-rate-limit",
                        new PodNetworkRateLimit(POD, new ByteSize(125_000), new ByteSize(32 << 10),
                                new ByteSize(2 << 20), all)),
                fault("pod-network-rate-limit",
                        new PodNetworkRateLimit(POD, new ByteSize(125_000), new ByteSize(32 << 10),
                                new ByteSize(2 << 20), all, new ByteSize(250_000), new ByteSize(1_540)),
                        "PEAK_RATE", "2mbit", "MIN_BURST", "1540"),
                fault("pod-network-partition",
                        new PodNetworkPartition(WHOLE, PartitionDirection.EGRESS, List.of("10.0.0.0/8"), List.of(),
                                List.of(), null, null, List.of("80", "443")),
                        "POLICY_TYPES", "egress", "DESTINATION_IPS", "10.0.0.0/8", "PORTS", "{tcp: [80, 443]}"),
                fault("pod-network-partition",
                        new PodNetworkPartition(WHOLE, PartitionDirection.ALL, null, null, null, "app=db,tier=",
                                "team=db", List.of("80", "53/udp", "54/udp", "9/sctp")),
                        "POD_SELECTOR", "app=db, tier", "NAMESPACE_SELECTOR", "team=db", "PORTS",
                        "tcp: [80], udp: [53,54], SCTP: [9]"),
                fault("pod-network-partition", new PodNetworkPartition(WHOLE, null, null, null, null),
                        "PODS_AFFECTED_PERC", "50", "TARGET_PODS", "cart-1", "NODE_LABEL", "a=b"),
                fault("pod-http-latency", new PodHttpLatency(POD, 8080, Duration.ofMillis(750), 40),
                        "TARGET_SERVICE_PORT", "8080", "LATENCY", "750", "TOXICITY", "40"),
                fault("pod-http-latency", new PodHttpLatency(POD, 80, Duration.ofSeconds(2), 100)),
                fault("pod-http-latency", new PodHttpLatency(POD, 80, Duration.ofSeconds(6), 100), "LATENCY", ""),
                fault("pod-http-status-code",
                        new PodHttpStatusCode(POD, 80, null, true, null, "text/plain", 100)),
                fault("pod-http-status-code",
                        new PodHttpStatusCode(POD, 80, List.of(503), false, " gone ", "text/html", 100),
                        "STATUS_CODE", "503", "MODIFY_RESPONSE_BODY", "false", "RESPONSE_BODY", " gone ",
                        "CONTENT_TYPE", "text/html"),
                fault("pod-http-status-code",
                        new PodHttpStatusCode(POD, 80, List.of(500), true, "x", "text/plain", 100, "gzip"),
                        "STATUS_CODE", "500", "RESPONSE_BODY", "x", "CONTENT_ENCODING", "gzip"),
                fault("pod-http-modify-body", new PodHttpModifyBody(POD, 80, "{}", "application/json", "gzip", 100),
                        "RESPONSE_BODY", "{}", "CONTENT_TYPE", "application/json", "CONTENT_ENCODING", "gzip"),
                fault("pod-http-modify-header",
                        new PodHttpModifyHeader(POD, 80, Map.of("X-Test", "1"), HttpSide.REQUEST, 100),
                        "HEADERS_MAP", "{\"X-Test\": \"1\"}", "HEADER_MODE", "request"),
                fault("pod-http-reset-peer", new PodHttpResetPeer(POD, 80, Duration.ofMillis(5), 100),
                        "RESET_TIMEOUT", "5"),
                fault("pod-dns-error", new PodDnsError(POD, List.of("a.b", "c"), MatchScheme.SUBSTRING),
                        "TARGET_HOSTNAMES", "[\"a.b\",\"c\"]", "MATCH_SCHEME", "substring"),
                fault("pod-dns-spoof", new PodDnsSpoof(POD, Map.of("abc.com", "spoof.com"), MatchScheme.EXACT),
                        "SPOOF_MAP", "{\"abc.com\":\"spoof.com\"}"),
                fault("node-drain", new NodeDrain(NODE, false, null), "TARGET_NODE", "node-1"),
                fault("node-drain", new NodeDrain(new NodeTarget(List.of(), "disk=ssd", null, 1, null), false, null),
                        "NODE_LABEL", "disk=ssd"),
                fault("node-drain", new NodeDrain(new NodeTarget(List.of(), null, new PodTarget("shop", "app=cart",
                        List.of(), "deployment", null, null, null, null, null, null, null, false), 1, null), false,
                        null)),
                fault("node-taint", new NodeTaint(NODE, "k", "v", TaintEffect.NO_SCHEDULE), "TARGET_NODE", "node-1",
                        "TAINTS", "k=v:NoSchedule"),
                fault("node-taint", new NodeTaint(NODE, "k", "node-taint", TaintEffect.NO_EXECUTE), "TARGET_NODE",
                        "node-1", "TAINTS", "k"),
                fault("node-taint",
                        new NodeTaint(new NodeTarget(List.of(), "disk=ssd", null, 1, null), "k", "v",
                                TaintEffect.NO_EXECUTE),
                        "NODE_LABEL", "disk=ssd", "NODES_AFFECTED_PERC", "50", "TAINTS", "k=v:NoExecute"),
                fault("node-drain", new NodeDrain(NODE, false, null), "TARGET_NODE", "node-1", "TARGET_NODES", "a,b"),
                fault("node-cpu-hog", new NodeCpuHog(NODE, 0, 100), "TARGET_NODES", "node-1"),
                fault("node-cpu-hog", new NodeCpuHog(new NodeTarget(List.of("a", "b"), null, null, null, null), 0, 100),
                        "TARGET_NODES", "a,b", "TARGET_NODE", "c", "NODES_AFFECTED_PERC", "50"),
                fault("node-memory-hog", new NodeMemoryHog(NODE, null, 30), "TARGET_NODES", "node-1"),
                fault("node-memory-hog", new NodeMemoryHog(NODE, ByteSize.megabytes(100), null), "TARGET_NODES",
                        "node-1", "MEMORY_CONSUMPTION_MEBIBYTES", "100"),
                fault("node-memory-hog", new NodeMemoryHog(NODE, null, 20), "TARGET_NODES", "node-1",
                        "MEMORY_CONSUMPTION_MEBIBYTES", "100", "MEMORY_CONSUMPTION_PERCENTAGE", "20"),
                fault("node-io-stress",
                        new NodeIoStress(new NodeTarget(List.of(), "disk=ssd", null, null, 50),
                                null, 4, 10),
                        "NODE_LABEL", "disk=ssd", "NODES_AFFECTED_PERC", "50"),
                fault("node-cpu-hog", new NodeCpuHog(NODE, 1, 1), "TARGET_NODES", "node-1", "NODE_CPU_CORE", "1",
                        "CPU_LOAD", "0"),
                fault("node-memory-hog", new NodeMemoryHog(NODE, null, 30), "TARGET_NODES", "node-1",
                        "MEMORY_CONSUMPTION_MEBIBYTES", "0", "MEMORY_CONSUMPTION_PERCENTAGE", "0"),
                fault("node-memory-hog", new NodeMemoryHog(NODE, ByteSize.megabytes(100), null), "TARGET_NODES",
                        "node-1", "MEMORY_CONSUMPTION_MEBIBYTES", "100", "MEMORY_CONSUMPTION_PERCENTAGE", "0"),
                fault("node-io-stress", new NodeIoStress(NODE, null, 4, 10), "TARGET_NODES", "node-1",
                        "FILESYSTEM_UTILIZATION_BYTES", "0", "FILESYSTEM_UTILIZATION_PERCENTAGE", "0"),
                fault("pod-io-stress", new PodIoStress(POD, "/", null, 4, 10),
                        "FILESYSTEM_UTILIZATION_BYTES", "0"),
                fault("disk-fill", new PodDiskFill(POD, "/", ByteSize.megabytes(64), 50), "FILL_PERCENTAGE", "50",
                        "EPHEMERAL_STORAGE_MEBIBYTES", "64"),
                fault("disk-fill", new PodDiskFill(POD, "/", null, 80), "EPHEMERAL_STORAGE_MEBIBYTES", "0"),
                fault("pod-cpu-hog", new PodCpuHog(POD, 1, 1), "CPU_LOAD", "0"),
                fault("pod-cpu-hog", new PodCpuHog(POD, 0, 100), "CPU_CORES", "0"),
                fault("pod-cpu-hog", new PodCpuHog(POD, 0, 100), "CPU_CORES", ""),
                fault("kubelet-service-kill", new KubeletServiceKill(NODE), "TARGET_NODE", "node-1"),
                fault("spring-boot-latency", spring(List.of(SpringBootAssault.LATENCY), Duration.ofMillis(900)),
                        "LATENCY", "900"),
                fault("spring-boot-faults",
                        spring(List.of(SpringBootAssault.LATENCY, SpringBootAssault.CPU), Duration.ofSeconds(2)),
                        "CM_LATENCY_ACTIVE", "true", "CM_CPU_ACTIVE", "true"),
                fault("spring-boot-exceptions", throwing("java.lang.IllegalArgumentException",
                        "custom illegal argument exception")),
                fault("spring-boot-exceptions", throwing("java.io.IOException", " no such file"),
                        "CM_EXCEPTIONS_TYPE", "java.io.IOException", "CM_EXCEPTIONS_ARGUMENTS",
                        "java.lang.String: no such file"),
                fault("spring-boot-exceptions", throwing("java.lang.RuntimeException", null),
                        "CM_EXCEPTIONS_TYPE", "", "CM_EXCEPTIONS_ARGUMENTS", ""));
    }

    private static SpringBootChaos spring(List<SpringBootAssault> assaults, Duration latency) {
        return new SpringBootChaos(new ApplicationTarget(null, POD, 8080, "/actuator/chaosmonkey"), assaults,
                List.of("restController"), List.of(), 1, latency, "java.lang.IllegalArgumentException", null, 70, 90);
    }

    private static SpringBootChaos throwing(String type, String message) {
        return new SpringBootChaos(new ApplicationTarget(null, POD, 8080, "/actuator/chaosmonkey"),
                List.of(SpringBootAssault.EXCEPTIONS), List.of("restController"), List.of(), 1, Duration.ofSeconds(2),
                type, message, 70, 90);
    }

    private static TrafficPart part(String ip, String host, List<String> ports) {
        return new TrafficPart(ip == null ? null : List.of(ip), host == null ? null : List.of(host), ports, null);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faults")
    void isOursOneToOneAndReadsTheSameAfterItWasWritten(String name, Map<String, String> env, FaultSpec spec) {
        String text = Imports.engine(name, env);
        assertThat(Imports.fault(text).spec()).isEqualTo(spec);
        LitmusCorpusTest.readsTheSameAgain(text, Filling.NONE);
    }

    /** The hub's own engines of these faults name nobody: Litmus then takes one node of all, or so many percent. */
    @ParameterizedTest
    @ValueSource(strings = {"node-cpu-hog", "node-memory-hog", "node-io-stress"})
    void hitsAnyNodeWhenItNamesNone(String name) {
        NodeTarget one = new NodeTarget(List.of(), "kubernetes.io/hostname", null, 1, null);
        String text = nobody(name, "NODES_AFFECTED_PERC", "");
        assertThat(((ClusterFault) Imports.fault(text).spec()).aim()).isEqualTo(one);
        assertThat(Imports.notes(text, Note.Kind.DIFFERENTLY)).anySatisfy(note -> assertThat(note).contains(
                "it names no node: any one node of the cluster, as in Litmus"));
        LitmusCorpusTest.readsTheSameAgain(text, Filling.NONE);
        assertThat(((ClusterFault) Imports.fault(nobody(name, "NODES_AFFECTED_PERC", "50")).spec()).aim())
                .isEqualTo(new NodeTarget(List.of(), "kubernetes.io/hostname", null, null, 50));
    }

    /** These move pods away or stop a node's work, and Litmus wants to be told of which. */
    @ParameterizedTest
    @ValueSource(strings = {"node-drain", "node-taint", "kubelet-service-kill"})
    void isRefusedWhenItNamesNoNode(String name) {
        assertThat(Imports.refusals(nobody(name, "TAINTS", "k=v:NoSchedule"))).singleElement().asString()
                .contains("it names no target");
    }

    /** Litmus has no share of nodes for these: more of them would be broken here than there. */
    @ParameterizedTest
    @ValueSource(strings = {"node-drain", "node-taint", "kubelet-service-kill"})
    void hitsOneNodeWhateverShareIsAskedFor(String name) {
        String text = Imports.engine(name, Map.of("NODE_LABEL", "disk=ssd", "NODES_AFFECTED_PERC", "50", "TAINTS",
                "k=v:NoSchedule"));
        assertThat(((ClusterFault) Imports.fault(text).spec()).aim())
                .isEqualTo(new NodeTarget(List.of(), "disk=ssd", null, 1, null));
        assertThat(Imports.notes(text, Note.Kind.IGNORED)).anySatisfy(note -> assertThat(note)
                .contains("NODES_AFFECTED_PERC is left out: one node is hit, as in Litmus"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-cpu-hog", "node-memory-hog", "node-io-stress"})
    void saysThatItKeepsToTheNodesOfTheApplication(String name) {
        String text = Imports.engine(name, Map.of());
        assertThat(((ClusterFault) Imports.fault(text).spec()).aim()).isInstanceOfSatisfying(NodeTarget.class,
                nodes -> assertThat(nodes.ofPods()).isNotNull());
        assertThat(Imports.notes(text, Note.Kind.DIFFERENTLY)).anySatisfy(note -> assertThat(note).contains(
                "nodes of the application are hit; in Litmus any of the cluster are"));
    }

    private static String nobody(String name, String tunable, String value) {
        return Imports.engine(name, Map.of(tunable, value)).replaceFirst("  appinfo: .*\n", "");
    }

    @Test
    void everyFaultOfTheTableIsAmongTheseCases() {
        Set<String> cases = faults().map(each -> (String) each.get()[0]).collect(Collectors.toSet());
        cases.addAll(SpringForms.NAMES.values());
        assertThat(FaultForms.all().map(FaultForm::name)).hasSize(34).isSubsetOf(cases).doesNotHaveDuplicates();
        assertThat(FaultForms.all().map(FaultForm::ours)).allSatisfy(
                ours -> assertThat(FaultType.named(ours)).isPresent());
    }

    /** Presets are the hub's; what is named and left blank is what Litmus' code takes. */
    @ParameterizedTest
    @CsvSource({"pod-delete, 15s, 5s, 30s, 10s", "container-kill, 20s, 10s, 30s, 10s"})
    void tellsNotNamedFromLeftBlank(String name, String duration, String interval, String blank, String blankInterval) {
        Fault unnamed = Imports.fault(Imports.engine(name, Map.of()));
        Fault left = Imports.fault(Imports.engine(name, Map.of("TOTAL_CHAOS_DURATION", "", "CHAOS_INTERVAL", "")));
        assertThat(unnamed.duration()).isEqualTo(span(duration));
        assertThat(unnamed.interval()).isEqualTo(span(interval));
        assertThat(left.duration()).isEqualTo(span(blank));
        assertThat(left.interval()).isEqualTo(span(blankInterval));
    }

    private static Duration span(String text) {
        return io.faultline.contracts.wire.DurationText.parse(text).duration();
    }

    @Test
    void takesTimesSequenceAndHealthCheck() {
        Fault fault = Imports.fault(Imports.engine("pod-delete", Map.of("TOTAL_CHAOS_DURATION", "1m", "RAMP_TIME", "5",
                "SEQUENCE", "serial", "DEFAULT_HEALTH_CHECK", "true", "TARGET_CONTAINER", "main", "NODE_LABEL",
                "a=b")));
        assertThat(fault.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(fault.ramp()).isEqualTo(Duration.ofSeconds(5));
        assertThat(fault.sequence()).isEqualTo(Sequence.SERIAL);
        PodTarget target = ((PodDelete) fault.spec()).target();
        assertThat(target.healthCheck()).isTrue();
        assertThat(target.container()).isEqualTo("main");
        assertThat(target.nodeLabels()).isEqualTo("a=b");
    }

    @ParameterizedTest
    @CsvSource({"node-drain, TARGET_NODE, node-1", "node-taint, NODE_LABEL, a=b", "pod-autoscaler, REPLICA_COUNT, 3"})
    void saysWhereNothingIsCheckedBeforeAndAfter(String name, String tunable, String value) {
        assertThat(Imports.notes(Imports.engine(name, Map.of(tunable, value)), Note.Kind.DIFFERENTLY))
                .noneMatch(note -> note.contains("operation ready"));
        assertThat(Imports.notes(Imports.engine(name, Map.of(tunable, value, "DEFAULT_HEALTH_CHECK", "true")),
                Note.Kind.DIFFERENTLY)).anyMatch(note -> note.contains("operation ready"));
    }

    @Test
    void namedPodsComeBeforeLabelsAndShare() {
        Fault fault = Imports.fault(Imports.engine("pod-delete",
                Map.of("TARGET_PODS", "a, b", "PODS_AFFECTED_PERC", "50", "NODE_LABEL", "x=y")));
        assertThat(((PodDelete) fault.spec()).target()).isEqualTo(new PodTarget("shop", null, List.of("a", "b"), null,
                null, null, null, null, null, null, null, false));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("pod-delete", "TOTAL_CHAOS_DURATION", "soon", "has to be a number or a duration"),
                arguments("pod-delete", "TOTAL_CHAOS_DURATION", "7200", "no fault may last longer than 1h"),
                arguments("pod-delete", "PODS_AFFECTED_PERC", "half", "has to be a whole number"),
                arguments("pod-delete", "SEQUENCE", "zigzag", "has to be parallel or serial"),
                arguments("pod-cpu-hog", "CPU_CORES", "257", "between 0 and 256"),
                arguments("container-kill", "SIGNAL", "SIGHUP", "SIGKILL or SIGTERM"),
                arguments("pod-network-loss", "NETWORK_PACKET_LOSS_PERCENTAGE", "0", "between 0.001 and 100 percent"),
                arguments("pod-network-loss", "CORRELATION", "much", "between 0 and 100 percent"),
                arguments("pod-network-rate-limit", "NETWORK_BANDWIDTH", "fast", "a unit of tc"),
                arguments("pod-network-rate-limit", "PEAK_RATE", "2mbit", "needs MIN_BURST"),
                arguments("pod-network-loss", "DESTINATION_PORTS", "80,!443", "that is not the first"),
                arguments("pod-network-partition", "POD_SELECTOR", "a in (b)", "labels such as app=db"),
                arguments("pod-network-partition", "DESTINATION_HOSTS", "db|80", "has no ports"),
                arguments("pod-network-partition", "PORTS", "80,443", "by protocol"),
                arguments("pod-network-partition", "PORTS", "tcp: [65536]", "by protocol"),
                arguments("pod-network-partition", "PORTS", "icmp: [1]", "by protocol"),
                arguments("spring-boot-exceptions", "CM_EXCEPTIONS_ARGUMENTS", "java.lang.Integer:5", "one text"),
                arguments("spring-boot-exceptions", "CM_EXCEPTIONS_ARGUMENTS",
                        "java.lang.String:a,java.lang.String:b", "one text without commas"),
                arguments("spring-boot-exceptions", "CM_EXCEPTIONS_ARGUMENTS", "boom", "one text"),
                arguments("pod-http-modify-header", "HEADERS_MAP", "X: 1", "has to be JSON"),
                arguments("pod-http-status-code", "STATUS_CODE", "99", "no status code"),
                arguments("spring-boot-cpu-stress", "CPU_LOAD_FRACTION", "90", "a fraction such as 0.7"),
                arguments("pod-io-stress", "VOLUME_MOUNT_PATH", "data", "an absolute path"));
    }

    @ParameterizedTest(name = "{0} {1}={2}")
    @MethodSource("refusals")
    void isRefusedAtItsPlace(String fault, String name, String value, String why) {
        String text = Imports.engine(fault, Map.of(name, value)).replace(
                "            - {name: RAMP_TIME, value: \"\"}\n",
                "");
        int column = "            - {name: , value: ".length() + name.length() + 1;
        assertThat(text.lines().toList().get(13)).as("line 14").contains(name);
        assertThat(Imports.refusals(text)).anySatisfy(
                refusal -> assertThat(refusal).startsWith("m.yaml:14:%d: ".formatted(column)).contains(why));
    }

    @Test
    void namesWhatItDoesDifferently() {
        assertThat(Imports.notes(Imports.engine("pod-delete", Map.of("CHAOS_INTERVAL", "5-10")),
                Note.Kind.DIFFERENTLY)).containsExactly(
                        "m.yaml:15:45: CHAOS_INTERVAL is a range; its lower end 5 is taken");
        assertThat(Imports.notes(Imports.engine("pod-delete", Map.of("PODS_AFFECTED_PERC", "0-50")),
                Note.Kind.DIFFERENTLY)).singleElement().asString().contains("its lower end 0 is taken");
        assertThat(Imports.notes(Imports.engine("pod-delete", Map.of("RANDOMNESS", "true")), Note.Kind.DIFFERENTLY))
                .singleElement().asString().contains("RANDOMNESS: nothing is drawn");
        assertThat(Imports.notes(Imports.engine("pod-delete", Map.of("STATUS_CHECK_TIMEOUT", "20")),
                Note.Kind.DIFFERENTLY)).singleElement().asString().contains("have 180s to be ready again");
        assertThat(Imports.notes(Imports.engine("container-kill", Map.of("POD_TERMINATION_ORDER", "reverse",
                "INTER_POD_KILL_INTERVAL_SECONDS", "5")), Note.Kind.DIFFERENTLY)).hasSize(2)
                .allSatisfy(note -> assertThat(note).contains("left out: there is no "));
        assertThat(Imports.notes(Imports.engine("pod-delete", Map.of("RANDOMNESS", "false", "STATUS_CHECK_TIMEOUT",
                "180", "POD_TERMINATION_ORDER", "random", "INTER_POD_KILL_INTERVAL_SECONDS", "0")),
                Note.Kind.DIFFERENTLY)).as("what is so anyway").isEmpty();
        assertThat(Imports.notes(Imports.engine("spring-boot-exceptions", Map.of("CM_EXCEPTIONS_ARGUMENTS",
                "java.lang.String:no: never")), Note.Kind.DIFFERENTLY)).singleElement().asString()
                .contains("the whole of 'no: never' is the message");
        assertThat(Imports.notes(Imports.engine("pod-cpu-hog", Map.of("CPU_LOAD", "0")), Note.Kind.DIFFERENTLY))
                .singleElement().asString().contains("no load at all, is taken as 1 percent");
        assertThat(Imports.notes(Imports.engine("node-io-stress", Map.of("TARGET_NODES", "node-1", "CPU", "2")),
                Note.Kind.DIFFERENTLY)).anySatisfy(
                        note -> assertThat(note).contains("CPU 2: none works beside")
                                .contains("node-cpu-hog"))
                .anySatisfy(note -> assertThat(note).contains("VM_WORKERS 1: none works beside"));
        assertThat(Imports.notes(Imports.engine("pod-io-stress", Map.of("FILESYSTEM_UTILIZATION_BYTES", "1",
                "FILESYSTEM_UTILIZATION_PERCENTAGE", "5")), Note.Kind.IGNORED)).anySatisfy(
                        note -> assertThat(note).contains("FILESYSTEM_UTILIZATION_PERCENTAGE comes before it"));
        assertThat(Imports.notes(Imports.engine("pod-http-status-code", Map.of("STATUS_CODE", "500,503")),
                Note.Kind.DIFFERENTLY)).singleElement().asString().contains("one is taken for each answer");
        assertThat(Imports.notes(Imports.engine("pod-delete", Map.of("LIB_IMAGE", "x", "NOBODY_KNOWS", "1")),
                Note.Kind.IGNORED)).anySatisfy(note -> assertThat(note).contains("helpers have an image of their own"))
                .anySatisfy(note -> assertThat(note).contains("NOBODY_KNOWS is left out: nothing of pod-delete"));
    }

    /** Whoever narrows a partition down is told that it is as wide as there. */
    @Test
    void aPartitionIsOfAllPodsWithTheLabels() {
        assertThat(Imports.notes(Imports.engine("pod-network-partition", Map.of("PODS_AFFECTED_PERC", "50",
                "TARGET_PODS", "cart-1")), Note.Kind.IGNORED)).hasSize(3)
                .anySatisfy(note -> assertThat(note).contains("PODS_AFFECTED_PERC is left out: all pods"))
                .anySatisfy(note -> assertThat(note).contains("TARGET_PODS is left out: all pods"))
                .anySatisfy(note -> assertThat(note).contains("the kind is left out: all pods"));
        assertThat(((PodNetworkPartition) Imports.fault(Imports.engine("pod-network-partition", Map.of("TARGET_PODS",
                "cart-1")).replace("applabel: app=cart, appkind: deployment", "")).spec()).target()).isEqualTo(
                        new PodTarget("shop", null, List.of("cart-1"), null, null, null, null, null, null, null, null,
                                false));
    }

    @Test
    void besidePortsWithAnExclamationMarkNothingElseIsLookedAt() {
        String text = Imports.engine("pod-network-loss", Map.of("DESTINATION_PORTS", "!80", "DESTINATION_IPS",
                "10.0.0.1", "SOURCE_PORTS", "9"));
        assertThat(((PodNetworkLoss) Imports.fault(text).spec()).traffic())
                .isEqualTo(new Traffic(null, null, null, List.of("!80"), null, null));
        assertThat(Imports.notes(text, Note.Kind.IGNORED)).hasSize(2)
                .anySatisfy(note -> assertThat(note).contains("DESTINATION_IPS is left out: with a !"))
                .anySatisfy(note -> assertThat(note).contains("SOURCE_PORTS is left out: with a !"));
    }

    /** The hub's definitions say parallel; what is left blank is what the code takes. */
    @Test
    void assaultsThatNameNoSequenceAreSerial() {
        assertThat(Imports.fault(Imports.engine("spring-boot-latency", Map.of("SEQUENCE", ""))).sequence())
                .isEqualTo(Sequence.SERIAL);
        assertThat(Imports.fault(Imports.engine("spring-boot-latency", Map.of())).sequence())
                .isEqualTo(Sequence.PARALLEL);
    }

    @ParameterizedTest
    @CsvSource({"node-restart, nothing promises", "aws-ssm-chaos-by-id, cloud's own resources",
            "ec2-stop-by-id, cloud's own resources", "gcp-vm-instance-stop, cloud's own resources",
            "azure-disk-loss, cloud's own resources", "vm-poweroff, cloud's own resources", "time-chaos, clocks",
            "docker-service-kill, use kubelet-service-kill", "node-network-loss, pods only",
            "nonsense, no fault of this name"})
    void aFaultThatIsNotThereIsRefusedByName(String name, String why) {
        assertThat(Imports.refusals(Imports.engine(name, Map.of()))).singleElement().asString()
                .startsWith("m.yaml:10:13: there is no fault '" + name + "' here: ").contains(why);
    }

    @Test
    void guessesWhichFaultWasMeant() {
        assertThat(Imports.refusals(Imports.engine("pod-delet", Map.of()))).singleElement().asString()
                .endsWith("did you mean 'pod-delete'?");
    }
}
