package io.faultline.contracts.experiment;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.InvalidExperiment;
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
import io.faultline.contracts.fault.TrafficPart;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExperimentTest {
    @ParameterizedTest
    @EnumSource
    void readsTheSameFromItsJsonWithEveryFault(FaultType type) {
        Experiment experiment = experiment(new Fault("f", spec(type), Duration.ofMillis(1500), Duration.ofSeconds(1),
                Duration.ofSeconds(2), Sequence.SERIAL, 3, probes()));
        String json = Wire.mapper().writeValueAsString(experiment);
        assertThat(json).contains("\"type\":\"" + type.wireName() + "\"", "\"duration\":\"1.5s\"");
        assertThat(Wire.mapper().readValue(json, Experiment.class)).isEqualTo(experiment);
    }

    @Test
    void saysEverythingThatIsWrongAtOnceAndWhere() {
        Fault slow = new Fault("slow", new ProcessPause(new ProcessTarget(70_000, 5L, null, null, 1, 50)),
                Duration.ofHours(2), null, null, null, 11, List.of());
        Fault twin = Fault.of("slow", new DiskFill(" ", null, null), Duration.ofSeconds(1), List.of());
        ExperimentSpec spec = new ExperimentSpec(null, List.of(Stage.of(slow, twin), Stage.of()), null,
                BlastRadius.of(0, null), List.of(), Map.of(), Map.of("token", new SecretReference("HOME")),
                Duration.ZERO);
        InvalidExperiment invalid = catchThrowableOfType(InvalidExperiment.class,
                () -> new Experiment("v1", "Experiment", new Metadata("bad name!", null, List.of()), spec));
        assertThat(invalid.complaints()).extracting(Complaint::pointer).contains("/apiVersion", "/metadata/name",
                "/spec/stages/0/faults/0/duration", "/spec/stages/0/faults/0/weight",
                "/spec/stages/0/faults/0/target", "/spec/stages/0/faults/0/target/port",
                "/spec/stages/0/faults/1", "/spec/stages", "/spec/stages/1", "/spec/blastRadius/maxTargets",
                "/spec/secrets/token", "/spec/maxDuration");
        assertThat(invalid.complaints()).allSatisfy(complaint -> assertThat(complaint.message()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"metadata\":{},\"spec\":{}}",
            "{\"apiVersion\":\"faultline.io/v1\",\"kind\":\"Experiment\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"stages\":[{\"faults\":[{\"type\":\"process-pause\"}]}]}}",
            "{\"apiVersion\":\"faultline.io/v1\",\"kind\":\"Experiment\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"stages\":[{\"faults\":[{\"name\":\"f\",\"type\":\"network-latency\"}]}]}}",
            "{\"apiVersion\":\"faultline.io/v1\",\"kind\":\"Experiment\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"stages\":[{\"probes\":[{\"name\":\"p\",\"http\":{}},{},{\"name\":\"q\",\"tcp\":{}}],\"actions\":[{}]}],\"secrets\":{\"s\":{}},\"configuration\":{\"c\":{}}}}"})
    void whatIsMissingIsAComplaintNeverANullPointer(String json) {
        assertThatThrownBy(() -> Wire.mapper().readValue(json, Experiment.class)).isInstanceOf(JacksonException.class)
                .hasRootCauseInstanceOf(InvalidExperiment.class);
    }

    @Test
    void bareValuesAreShorthandsOfComparatorsAndConfiguration() {
        HttpProbe.Expect expect = Wire.mapper().readValue(
                "{\"status\":200,\"body\":\"ok\",\"within\":\"2s\"}", HttpProbe.Expect.class);
        assertThat(expect.status()).isEqualTo(Comparator.number(200));
        assertThat(expect.body()).isEqualTo(Comparator.text("ok"));
        assertThat(Wire.mapper().readValue("\"x\"", ConfigurationValue.class))
                .isEqualTo(ConfigurationValue.literal("x"));
        assertThat(Wire.mapper().readValue("8080", ConfigurationValue.class))
                .isEqualTo(ConfigurationValue.literal("8080"));
        assertThat(Wire.mapper().readValue("true", ConfigurationValue.class))
                .isEqualTo(ConfigurationValue.literal("true"));
        assertThat(Wire.mapper().readValue("0.5", ConfigurationValue.class))
                .isEqualTo(ConfigurationValue.literal("0.5"));
        assertThat(Wire.mapper().readValue("{\"env\":\"FAULTLINE_CONFIG_X\",\"defaultValue\":\"d\"}",
                ConfigurationValue.class)).isEqualTo(new ConfigurationValue(null, "FAULTLINE_CONFIG_X", "d"));
    }

    @Test
    void everyKindOfFaultHasAWireName() {
        assertThat(FaultType.values()).extracting(FaultType::spec)
                .containsExactlyInAnyOrder(subtypes(FaultSpec.class));
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<? extends T>[] subtypes(Class<T> kind) {
        return Stream.of(kind.getPermittedSubclasses())
                .flatMap(each -> each.isSealed() ? Stream.of(subtypes(each)) : Stream.of(each)).toArray(Class[]::new);
    }

    @Test
    void refusesATypeOfFaultItDoesNotKnow() {
        assertThatThrownBy(() -> Wire.mapper().readValue("{\"name\":\"f\",\"type\":\"meteor\"}", Fault.class))
                .isInstanceOf(JacksonException.class).hasMessageContaining("'meteor' is no type of fault");
    }

    private static Experiment experiment(Fault fault) {
        Action call = new Action("tell", null, new CommandCall(List.of("echo", "hi"), Map.of("A", "b")), null, null);
        Hypothesis hypothesis = new Hypothesis("It works", HypothesisStrategy.CONTINUOUSLY, probes());
        Stage stage = new Stage("one", List.of(fault), List.of(call), probes(),
                new Pauses(Duration.ofSeconds(1), Duration.ofMillis(5)));
        Action undo = new Action("undo", null, new CommandCall(List.of("true"), Map.of()), Duration.ofSeconds(3), null);
        return Experiment.of(new Metadata("full", "All there is", List.of("a", "b")),
                new ExperimentSpec(hypothesis, List.of(stage), new Rollbacks(RollbackStrategy.ALWAYS, List.of(undo)),
                        BlastRadius.of(2, 50), List.of(), Map.of("x", ConfigurationValue.literal("1"), "y",
                                new ConfigurationValue(null, "FAULTLINE_CONFIG_Y", "2")),
                        Map.of("t", new SecretReference("FAULTLINE_SECRET_T")), Duration.ofMinutes(30)));
    }

    private static List<Probe> probes() {
        HttpProbe http = new HttpProbe("http://localhost/${x}", "POST", Map.of("A", "b"), "{}", true,
                new HttpProbe.Expect(Comparator.number(200), Comparator.text("ok"), Duration.ofSeconds(1)));
        CommandProbe command = new CommandProbe(List.of("ls"), Map.of(),
                new CommandProbe.Expect(Comparator.number(0),
                        new Comparator(Comparator.Type.STRING, "matches", "a.*")));
        PrometheusProbe prometheus = new PrometheusProbe("http://localhost:9090", "up", Map.of(),
                new Comparator(Comparator.Type.FLOAT, "between", "0.5,1"));
        return Stream.of(probe("h", ProbeMode.CONTINUOUS, http, null, null, null),
                probe("c", ProbeMode.SOT, null, command, null, null),
                probe("t", ProbeMode.ON_CHAOS, null, null, new TcpProbe("localhost", 80), null),
                probe("p", null, null, null, null, prometheus)).toList();
    }

    private static Probe probe(String name, ProbeMode mode, HttpProbe http, CommandProbe command, TcpProbe tcp,
            PrometheusProbe prometheus) {
        return new Probe(name, mode, Duration.ofMillis(50), null, 2, Duration.ofMillis(10), null, true, http, command,
                tcp, prometheus);
    }

    private static PodTarget pods() {
        return new PodTarget("shop", "app=cart", List.of("cart-1"), "deployment", "cart", "a=b", "node-1", "c=d",
                "main", 2,
                null, true);
    }

    private static FaultSpec spec(FaultType type) {
        ProxyTarget proxy = new ProxyTarget("payments");
        return switch (type) {
            case NO_FAULT -> new NoFault();
            case PROCESS_PAUSE -> new ProcessPause(ProcessTarget.listeningOn(8080));
            case PROCESS_KILL ->
                new ProcessKill(new ProcessTarget(null, null, null, "java", null, 50), KillSignal.TERM);
            case CPU_STRESS -> new CpuStress(2, 80);
            case MEMORY_STRESS -> new MemoryStress(ByteSize.megabytes(64));
            case DISK_FILL -> new DiskFill("/tmp", ByteSize.megabytes(1), null);
            case NETWORK_LATENCY -> new NetworkLatency(proxy, Duration.ofMillis(300), Duration.ofMillis(50),
                    Direction.UPSTREAM, 50);
            case NETWORK_BANDWIDTH -> new NetworkBandwidth(proxy, new ByteSize(1024), null, null);
            case NETWORK_RESET -> new NetworkReset(proxy, Duration.ofMillis(5), 10);
            case NETWORK_CUT -> new NetworkCut(proxy, new ByteSize(512), Direction.UPSTREAM, 20);
            case NETWORK_BLACKHOLE -> new NetworkBlackhole(proxy, 1);
            case NETWORK_DOWN -> new NetworkDown(proxy);
            case POD_DELETE -> new PodDelete(pods(), false, Duration.ofSeconds(5));
            case POD_EVICT -> new PodEvict(pods(), true);
            case POD_AUTOSCALER -> new PodAutoscaler(WorkloadTarget.deployment("shop", "cart"), 7);
            case DEPLOYMENT_SCALE -> new DeploymentScale(WorkloadTarget.deployment("shop", "cart"), 0);
            case DEPLOYMENT_RESTART -> new DeploymentRestart(WorkloadTarget.deployment("shop", "cart"));
            case POD_NETWORK_PARTITION -> new PodNetworkPartition(pods(), PartitionDirection.EGRESS,
                    List.of("10.0.0.0/8"), List.of("db"), List.of(), "app=db", "team=db", List.of("5432", "53/udp"));
            case NODE_CORDON -> new NodeCordon(NodeTarget.named("node-1"));
            case NODE_DRAIN -> new NodeDrain(NodeTarget.named("node-1"), true, Duration.ofSeconds(5));
            case NODE_TAINT -> new NodeTaint(NodeTarget.named("node-1"), "k", "v", TaintEffect.NO_SCHEDULE);
            case CONTAINER_KILL -> new ContainerKill(pods(), KillSignal.TERM);
            case POD_CPU_HOG -> new PodCpuHog(pods(), 2, 50);
            case POD_MEMORY_HOG -> new PodMemoryHog(pods(), ByteSize.megabytes(64));
            case POD_IO_STRESS -> new PodIoStress(pods(), "/data", ByteSize.megabytes(1), 2, null);
            case POD_DISK_FILL -> new PodDiskFill(pods(), "/data", null, 80);
            case POD_NETWORK_LATENCY -> new PodNetworkLatency(pods(), Duration.ofMillis(300), Duration.ofMillis(20),
                    new Traffic("eth1", List.of("10.0.0.1"), List.of("db"), List.of("!80"), List.of("1-9"), 5));
            case POD_NETWORK_LOSS -> new PodNetworkLoss(pods(), new BigDecimal("0.5"),
                    new Traffic(null, null, null, null, List.of("1"), new BigDecimal("2.5"),
                            List.of(new TrafficPart(List.of("10.0.0.1"), null, List.of("80"), null))));
            case POD_NETWORK_CORRUPTION -> new PodNetworkCorruption(pods(), 10, null);
            case POD_NETWORK_DUPLICATION -> new PodNetworkDuplication(pods(), 10, null);
            case POD_NETWORK_RATE_LIMIT -> new PodNetworkRateLimit(pods(), new ByteSize(1), new ByteSize(2),
                    new ByteSize(3), null, new ByteSize(4), new ByteSize(5));
            case POD_HTTP_LATENCY -> new PodHttpLatency(pods(), 8080, Duration.ofMillis(300), 50);
            case POD_HTTP_STATUS_CODE -> new PodHttpStatusCode(pods(), 8080, List.of(503), false, "b", "a/b", 5,
                    "gzip");
            case POD_HTTP_MODIFY_HEADER -> new PodHttpModifyHeader(pods(), 8080, Map.of("A", "b"), HttpSide.REQUEST, 5);
            case POD_HTTP_MODIFY_BODY -> new PodHttpModifyBody(pods(), 8080, "b", "a/b", "gzip", 5);
            case POD_HTTP_RESET_PEER -> new PodHttpResetPeer(pods(), 8080, Duration.ofSeconds(1), 5);
            case POD_DNS_ERROR -> new PodDnsError(pods(), List.of("a.b"), MatchScheme.SUBSTRING);
            case POD_DNS_SPOOF -> new PodDnsSpoof(pods(), Map.of("a.b", "c.d"), MatchScheme.SUBSTRING);
            case NODE_CPU_HOG -> new NodeCpuHog(NodeTarget.named("node-1"), 2, 50);
            case NODE_MEMORY_HOG -> new NodeMemoryHog(NodeTarget.named("node-1"), ByteSize.megabytes(1), null);
            case NODE_IO_STRESS -> new NodeIoStress(NodeTarget.named("node-1"), null, 2, 10);
            case KUBELET_SERVICE_KILL -> new KubeletServiceKill(NodeTarget.named("node-1"));
            case SPRING_BOOT_CHAOS -> new SpringBootChaos(
                    ApplicationTarget.at("http://localhost:8080/actuator/chaosmonkey"),
                    List.of(SpringBootAssault.LATENCY, SpringBootAssault.CPU), List.of("service"), List.of("a.B.c"), 2,
                    Duration.ofSeconds(1), "java.io.IOException", "no", 50, 60);
            case TOXIPROXY -> new Toxiproxy(ApplicationTarget.at("http://localhost:8474"), "redis", "latency",
                    Map.of("latency", 5L), Direction.UPSTREAM, 50);
            case EXTERNAL -> new External("acme", Map.of("a", "b"));
        };
    }
}
