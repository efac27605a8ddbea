package io.faultline.contracts.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.InvalidExperiment;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.CpuStress;
import io.faultline.contracts.fault.Direction;
import io.faultline.contracts.fault.DiskFill;
import io.faultline.contracts.fault.External;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.KillSignal;
import io.faultline.contracts.fault.MemoryStress;
import io.faultline.contracts.fault.NetworkBandwidth;
import io.faultline.contracts.fault.NetworkBlackhole;
import io.faultline.contracts.fault.NetworkCut;
import io.faultline.contracts.fault.NetworkDown;
import io.faultline.contracts.fault.NetworkLatency;
import io.faultline.contracts.fault.NetworkReset;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.fault.ProcessKill;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.fault.ProxyTarget;
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
        return (Class<? extends T>[]) kind.getPermittedSubclasses();
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
            case EXTERNAL -> new External("acme", Map.of("a", "b"));
        };
    }
}
