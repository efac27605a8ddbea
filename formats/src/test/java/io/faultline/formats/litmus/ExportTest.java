package io.faultline.formats.litmus;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Pauses;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.experiment.Toleration;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.MatchScheme;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodDiskFill;
import io.faultline.contracts.fault.PodDnsSpoof;
import io.faultline.contracts.fault.PodHttpModifyBody;
import io.faultline.contracts.fault.PodIoStress;
import io.faultline.contracts.fault.PodNetworkLoss;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.contracts.fault.Traffic;
import io.faultline.contracts.fault.TrafficPart;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Experiments written as manifests: what can be said there comes back the same, what cannot is named. */
class ExportTest {
    private static final List<FaultSpec> SPECS = FaultTableTest.faults().map(each -> (FaultSpec) each.get()[2])
            .toList();
    private static final PodTarget POD = new PodTarget("shop", "app=cart", List.of(), "deployment", null, null, null,
            null, null, 1, null, false);
    private static final String ONE = "Litmus makes this fault on one node";
    private static final PodTarget WHOLE = PodTarget.labelled("shop", "app=cart");

    private static Experiment experiment(Stage... stages) {
        return Experiment.of(new Metadata("written", null, List.of()), new ExperimentSpec(null, List.of(stages), null,
                null, List.of(), Map.of(), Map.of(), null));
    }

    @Property(tries = 400)
    void whatCanBeSaidComesBackTheSame(@ForAll long seed) {
        Manifest manifest = manifest(new Random(seed));
        for (Export export : List.of(LitmusFile.writeYaml(manifest), LitmusFile.writeJson(manifest))) {
            assertThat(export.lost()).isEmpty();
            assertThat(export.isComplete()).isTrue();
            assertThat(Imports.converted(export.text())).isEqualTo(manifest);
        }
    }

    private static Manifest manifest(Random random) {
        List<Stage> stages = new ArrayList<>();
        List<ProbeReference> references = new ArrayList<>();
        int count = 0;
        for (int i = 0; i <= random.nextInt(3); i++) {
            List<Fault> faults = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(3); j++) {
                faults.add(fault("fault-" + count++, random));
            }
            stages.add(new Stage(null, faults, List.of(), List.of(), Pauses.NONE));
            if (random.nextInt(3) == 0) {
                Duration pause = Duration.ofMillis(1 + random.nextInt(100_000));
                stages.add(new Stage(null, List.of(), List.of(), List.of(), new Pauses(pause, Duration.ZERO)));
            }
        }
        Fault bare = new Fault("referring", SPECS.getFirst(), null, Duration.ofSeconds(5), null, null, null, List.of());
        if (random.nextBoolean()) {
            stages.add(Stage.of(bare));
            references.add(new ProbeReference("referring", "stored", ProbeMode.EDGE));
        }
        PodSettings pods = random.nextBoolean()
                ? null
                : new PodSettings(Map.of("disk", "ssd", "zone", "10"),
                        List.of(new Toleration("k", "Exists", null, null, 3L)), Map.of("a/b", "true"), 1000L, null);
        Experiment experiment = Experiment.of(
                new Metadata("exp-" + random.nextInt(100), random.nextBoolean() ? null : "Words: of {it}",
                        List.of("a", "b")),
                new ExperimentSpec(null, stages, null, null, List.of(), Map.of(), Map.of(),
                        random.nextBoolean() ? null : Duration.ofSeconds(1 + random.nextInt(3000)), null, pods));
        Timetable timetable = random.nextInt(3) == 0 ? Timetable.of("*/5 * * * 1-5") : null;
        return new Manifest(experiment, timetable == null ? ManifestKind.WORKFLOW : ManifestKind.CRON_WORKFLOW, "ns",
                Map.of("infra_id", "1"), timetable, references);
    }

    private static Fault fault(String name, Random random) {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            probes.add(probe("probe-" + i, random));
        }
        FaultSpec spec = SPECS.get(random.nextInt(SPECS.size()));
        boolean strikes = List.of("PodDelete", "ContainerKill").contains(spec.getClass().getSimpleName());
        return new Fault(name, spec, Duration.ofSeconds(random.nextInt(3600)),
                Duration.ofSeconds(strikes ? 1 + random.nextInt(60) : 0), Duration.ofSeconds(random.nextInt(5)),
                random.nextBoolean() ? Sequence.SERIAL : Sequence.PARALLEL, random.nextInt(11), probes);
    }

    private static Probe probe(String name, Random random) {
        Comparator status = random.nextBoolean()
                ? Comparator.number(200)
                : new Comparator(Comparator.Type.INT, "oneOf", "200,204");
        HttpProbe http = new HttpProbe("http://web.shop:80/" + random.nextInt(9), random.nextBoolean() ? "GET" : "POST",
                Map.of(), null, random.nextBoolean(), new HttpProbe.Expect(status, null, null), true);
        HttpProbe sent = http.method().equals("GET")
                ? http
                : new HttpProbe(http.url(), "POST", Map.of("Content-Type", "text/x"), " a: [b]\n", false,
                        http.expect(), true);
        CommandProbe command = new CommandProbe(List.of("sh-free", "it's", "$x | y", "", "a b"), Map.of("A", "b c"),
                new CommandProbe.Expect(null, new Comparator(Comparator.Type.STRING, "matches", "^\\d{1,3}, \"x\"$")),
                new PodSource("default", null, null, null, "alpine:3", false));
        PrometheusProbe prometheus = new PrometheusProbe("http://prom:9090", "sum(up{a=\"b\"}) > 0", Map.of(),
                new Comparator(Comparator.Type.FLOAT, "between", "1,2.5"), true);
        int kind = random.nextInt(3);
        return new Probe(name, ProbeMode.values()[random.nextInt(5)], Duration.ofMillis(50 + random.nextInt(5000)),
                Duration.ofMillis(1 + random.nextInt(100_000)), 1 + random.nextInt(9),
                Duration.ofMillis(random.nextInt(3000)), Duration.ofMillis(random.nextInt(3000)), random.nextBoolean(),
                kind == 0 ? sent : null, kind == 1 ? command : null, null, kind == 2 ? prometheus : null);
    }

    @Property(tries = 300)
    void anyWordsComeBackTheSameOrAreNamed(@ForAll @StringLength(max = 30) String words) {
        Experiment experiment = experiment(Stage.of(new Fault("f", new PodHttpModifyBody(POD, 80, words, "text/plain",
                null, 100), null, null, null, null, null, List.of())));
        Export export = LitmusFile.writeYaml(Manifest.of(experiment));
        boolean same = LitmusFile.read(export.text(), "f") instanceof Import.Converted(Manifest again, List<Note> _)
                && again.experiment().equals(experiment);
        assertThat(same || !export.lost().isEmpty() || !export.changed().isEmpty()).isTrue();
    }

    static Stream<Arguments> losses() {
        Fault fault = new Fault("f", new PodDelete(POD, false, null), null, Duration.ofSeconds(1), null, null, null,
                List.of());
        return Stream.of(
                arguments(experiment(Stage.of(Fault.of("f", new ProcessPause(ProcessTarget.listeningOn(80)),
                        Duration.ofSeconds(1), List.of())), Stage.of(named(fault, "g"))),
                        "/spec/stages/0/faults/0/type: Litmus has no fault process-pause"),
                arguments(
                        experiment(Stage.of(Fault.of("f", new NodeCordon(NodeTarget.named("n")), Duration.ofSeconds(1),
                                List.of())), Stage.of(named(fault, "g"))),
                        "/spec/stages/0/faults/0/type: Litmus has no fault node-cordon"),
                arguments(experiment(Stage.of(with(fault, new Probe("p", null, null, null, null, null, null, null, null,
                        null, new TcpProbe("h", 80), null)))),
                        "/spec/stages/0/faults/0/probes/0/tcp: Litmus has no probe of a TCP port"),
                arguments(Experiment.of(new Metadata("x", null, List.of()),
                        new ExperimentSpec(new Hypothesis("t", null, List.of()), List.of(Stage.of(fault)), null,
                                BlastRadius.of(1, null), List.of(), Map.of(), Map.of(), null)),
                        "/spec/hypothesis: Litmus has no hypothesis; give its probes to a fault"),
                arguments(
                        experiment(Stage.of(Fault.of("f", new PodDiskFill(POD, "/", ByteSize.megabytes(8), null),
                                Duration.ofSeconds(1), List.of())), Stage.of(named(fault, "g"))),
                        "/spec/stages/0/faults/0/percent: where a container has a limit, Litmus fills a share of it,"
                                + " 80 percent unless told, and never a size"),
                arguments(experiment(Stage.of(new Fault("f", new PodDelete(POD, false, Duration.ofSeconds(3)), null,
                        Duration.ofSeconds(1), null, null, null, List.of()))),
                        "/spec/stages/0/faults/0/gracePeriod: Litmus has no grace period for pods"));
    }

    private static Fault named(Fault fault, String name) {
        return new Fault(name, fault.spec(), fault.duration(), fault.interval(), fault.ramp(), fault.sequence(),
                fault.weight(), fault.probes());
    }

    private static Fault with(Fault fault, Probe probe) {
        return new Fault(fault.name(), fault.spec(), fault.duration(), fault.interval(), fault.ramp(), fault.sequence(),
                fault.weight(), List.of(probe));
    }

    static Stream<Arguments> lossesOfFaults() {
        return Stream.of(
                arguments(partition(with(2, null, List.of()), List.of(), null),
                        "target/count: Litmus hits all pods with the labels, whatever else is said"),
                arguments(partition(with(null, 30, List.of()), List.of(), null),
                        "target/percent: Litmus hits all pods with the labels, whatever else is said"),
                arguments(partition(with(null, null, List.of("cart-1")), List.of(), null),
                        "target/names: Litmus hits all pods with the labels, whatever else is said"),
                arguments(partition(WHOLE, List.of(80), null), "ports: Litmus is told the ports that are let through"),
                arguments(partition(WHOLE, List.of(), "app in (a,b)"),
                        "allowedPods: Litmus takes labels and values alone: app=db,tier=back"),
                arguments(lost(part(List.of("10.0.0.1"), null, List.of("9"))),
                        "traffic/sourcePorts: Litmus takes what is given together for separate filters, one of which is"
                                + " enough"),
                arguments(lost(part(List.of("10.0.0.1"), List.of("!9"), null)),
                        "traffic/destinationIps: Litmus looks at no addresses beside ports with a !"),
                arguments(lost(part(null, List.of("80"), null), part(null, List.of("!9"), null)),
                        "traffic/also: Litmus looks at nothing else beside ports with a !"),
                arguments(lost(part(null, List.of("80-90"), null)),
                        "traffic/destinationPorts: Litmus knows no ranges of ports"),
                arguments(new PodDnsSpoof(POD, Map.of("a", "b"), MatchScheme.SUBSTRING),
                        "matchScheme: Litmus answers for whole names only"),
                arguments(new NodeDrain(NodeTarget.named("a", "b"), false, null), "target/names: " + ONE),
                arguments(new NodeTaint(labelled(null, 50), "k", "v", TaintEffect.NO_EXECUTE),
                        "target/percent: " + ONE),
                arguments(new KubeletServiceKill(labelled(2, null)), "target/count: " + ONE),
                arguments(new KubeletServiceKill(labelled(null, null)), "target/count: " + ONE),
                arguments(new NodeCpuHog(labelled(2, null), 0, 100),
                        "target/count: Litmus hits one target or a share of them"),
                arguments(new NodeIoStress(new NodeTarget(List.of(), null, WHOLE, 1, null), null, 4, 10),
                        "target/ofPods: Litmus hits any nodes, whatever the application"));
    }

    private static NodeTarget labelled(Integer count, Integer percent) {
        return new NodeTarget(List.of(), "disk=ssd", null, count, percent);
    }

    /** A fault reads its nodes under one of two names, and no other. */
    static Stream<Arguments> namesOfNodes() {
        NodeTarget one = NodeTarget.named("a");
        NodeTarget two = NodeTarget.named("a", "b");
        return Stream.of(arguments(new NodeCpuHog(one, 0, 100), Map.of("TARGET_NODES", "a")),
                arguments(new NodeCpuHog(two, 0, 100), Map.of("TARGET_NODES", "a,b")),
                arguments(new NodeMemoryHog(one, null, 30), Map.of("TARGET_NODES", "a")),
                arguments(new NodeIoStress(one, null, 4, 10), Map.of("TARGET_NODES", "a")),
                arguments(new NodeIoStress(labelled(null, 50), null, 4, 10),
                        Map.of("TARGET_NODES", "", "NODE_LABEL", "disk=ssd", "NODES_AFFECTED_PERC", "50")),
                arguments(new NodeMemoryHog(labelled(1, null), null, 30),
                        Map.of("TARGET_NODES", "", "NODE_LABEL", "disk=ssd", "NODES_AFFECTED_PERC", "0")),
                arguments(new NodeDrain(one, false, null), Map.of("TARGET_NODE", "a")),
                arguments(new NodeDrain(two, false, null), Map.of("TARGET_NODE", "a")),
                arguments(new NodeTaint(one, "k", "v", TaintEffect.NO_EXECUTE), Map.of("TARGET_NODE", "a")),
                arguments(new KubeletServiceKill(one), Map.of("TARGET_NODE", "a")),
                arguments(new KubeletServiceKill(labelled(1, null)),
                        Map.of("TARGET_NODE", "", "NODE_LABEL", "disk=ssd")));
    }

    @ParameterizedTest
    @MethodSource("namesOfNodes")
    void nodesAreWrittenUnderTheNameTheFaultReads(FaultSpec spec, Map<String, String> written) {
        Map<String, String> env = env(Fault.of("f", spec, Duration.ofSeconds(1), List.of()));
        assertThat(env).containsAllEntriesOf(written);
        assertThat(Set.of("TARGET_NODE", "TARGET_NODES", "NODES_AFFECTED_PERC").stream().filter(env::containsKey))
                .containsExactlyInAnyOrderElementsOf(written.keySet().stream().filter(name -> !name.equals(
                        "NODE_LABEL")).toList());
    }

    private static Map<String, String> env(Fault fault) {
        Map<String, String> env = new java.util.LinkedHashMap<>();
        engine(LitmusFile.writeYaml(Manifest.of(experiment(Stage.of(fault)))))
                .at("/spec/experiments/0/spec/components/env")
                .forEach(item -> assertThat(env.put(item.path("name").asString(), item.path("value").asString()))
                        .as(item.toString()).isNull());
        return env;
    }

    private static JsonNode engine(Export export) {
        YAMLMapper yaml = new YAMLMapper();
        return yaml.readTree(yaml.readTree(export.text()).findValue("raw").path("data").asString());
    }

    /** It takes what is no whole number for 0: a fault without a length, a disk left as it was. */
    @Test
    void whatLitmusCountsInWholeNumbersIsWrittenAsTheNextAndThatIsSaid() {
        PodIoStress stress = new PodIoStress(POD, "/", ByteSize.megabytes(256), 4, null);
        Fault fault = new Fault("f", stress, Duration.ofMillis(500), null, Duration.ofMillis(2001), null, null,
                List.of());
        assertThat(env(fault)).containsEntry("FILESYSTEM_UTILIZATION_BYTES", "1")
                .containsEntry("TOTAL_CHAOS_DURATION", "1").containsEntry("RAMP_TIME", "3");
        Export export = LitmusFile.writeYaml(Manifest.of(experiment(Stage.of(fault))));
        assertThat(export.lost()).isEmpty();
        assertThat(export.changed()).extracting(Complaint::toString).contains(
                "/spec/stages/0/faults/0/size: Litmus counts it in whole gigabytes: 256MB is written as 1",
                "/spec/stages/0/faults/0/TOTAL_CHAOS_DURATION: Litmus counts it in whole seconds: 500ms is written as 1",
                "/spec/stages/0/faults/0/RAMP_TIME: Litmus counts it in whole seconds: 2.001s is written as 3");
        PodNetworkLoss loss = new PodNetworkLoss(POD, BigDecimal.TEN,
                new Traffic(null, null, null, null, null, new BigDecimal("0.5"), List.of()));
        Fault correlated = Fault.of("f", loss, Duration.ofSeconds(2), List.of());
        assertThat(env(correlated)).containsEntry("CORRELATION", "1").containsEntry("TOTAL_CHAOS_DURATION", "2");
        assertThat(LitmusFile.writeYaml(Manifest.of(experiment(Stage.of(correlated)))).changed())
                .extracting(Complaint::toString).contains(
                        "/spec/stages/0/faults/0/traffic/correlation: Litmus takes a whole number: 0.5 is written as 1");
    }

    /** In an engine's own words, so that Litmus looks at them as well. */
    @Test
    void probesOfAuxiliaryApplicationsAreWrittenAsSuch() {
        String text = Imports.engine("pod-delete", Map.of("DEFAULT_HEALTH_CHECK", "true", "AUXILIARY_APPINFO",
                "shop:app=db, bank:tier=back"), ProbeTest.HTTP);
        LitmusCorpusTest.readsTheSameAgain(text, Filling.NONE);
        Export export = LitmusFile.writeYaml(Imports.converted(text));
        JsonNode engine = engine(export);
        assertThat(engine.at("/spec/auxiliaryAppInfo").asString()).isEqualTo("shop:app=db,bank:tier=back");
        assertThat(engine.at("/spec/experiments/0/spec/probe")).hasSize(1);
        Export unchecked = LitmusFile.writeYaml(Imports.converted(text.replace("\"true\"", "\"false\"")));
        assertThat(unchecked.lost()).extracting(Complaint::toString).containsExactly(
                "/spec/stages/0/faults/0/probes/0/k8s: Litmus looks at auxiliaryAppInfo only beside targets that are"
                        + " checked (healthCheck)",
                "/spec/stages/0/faults/0/probes/1/k8s: Litmus looks at auxiliaryAppInfo only beside targets that are"
                        + " checked (healthCheck)");
        assertThat(Imports.fault(unchecked.text()).probes()).isEqualTo(Imports.fault(text).probes());
    }

    private static PodTarget with(Integer count, Integer percent, List<String> names) {
        return new PodTarget("shop", "app=cart", names, null, null, null, null, null, null, count, percent, false);
    }

    private static FaultSpec partition(PodTarget target, List<Integer> ports, String allowedPods) {
        return new PodNetworkPartition(target, null, null, null, ports, allowedPods, null, null);
    }

    private static TrafficPart part(List<String> ips, List<String> to, List<String> from) {
        return new TrafficPart(ips, null, to, from);
    }

    private static FaultSpec lost(TrafficPart first, TrafficPart... also) {
        return new PodNetworkLoss(POD, BigDecimal.TEN, new Traffic(null, first.destinationIps(), null,
                first.destinationPorts(), first.sourcePorts(), null, List.of(also)));
    }

    @ParameterizedTest
    @MethodSource("lossesOfFaults")
    void whatCannotBeSaidOfAFaultIsNamed(FaultSpec spec, String loss) {
        Export export = LitmusFile.writeYaml(Manifest.of(experiment(Stage.of(Fault.of("f", spec,
                Duration.ofSeconds(1), List.of())))));
        assertThat(export.lost()).extracting(Complaint::toString).contains("/spec/stages/0/faults/0/" + loss);
    }

    /** Each address with the ports, one of which is enough: what both had to hold for ours. */
    @Test
    void portsOfAddressesAreWrittenBesideEachOfThem() {
        FaultSpec spec = lost(part(List.of("10.0.0.1", "10.0.0.2"), List.of("80", "443"), null));
        Export export = LitmusFile.writeYaml(Manifest.of(experiment(Stage.of(Fault.of("f", spec, Duration.ofSeconds(1),
                List.of())))));
        assertThat(export.lost()).isEmpty();
        assertThat(((PodNetworkLoss) Imports.fault(export.text()).spec()).traffic().parts()).containsExactly(
                part(List.of("10.0.0.1"), List.of("80", "443"), null),
                part(List.of("10.0.0.2"), List.of("80", "443"), null));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void whatCannotBeSaidIsNamedWithItsPlace(Experiment experiment, String loss) {
        Export export = LitmusFile.writeYaml(Manifest.of(experiment));
        assertThat(export.isComplete()).isFalse();
        assertThat(export.lost()).extracting(Complaint::toString).contains(loss);
    }

    @Test
    void looksLikeWhatTheirToolsTake() throws java.io.IOException {
        String text = LitmusFile.writeYaml(Imports.converted(Imports.tutorial())).text();
        assertThat(text).startsWith("""
                                    apiVersion: argoproj.io/v1alpha1
                                    kind: Workflow
                                    metadata:
                                      name: my-pod-delete-experiment
                                      namespace: hce
                                    """).contains("        weight: \"10\"", "data: |", "generateName: pod-delete-ji5",
                "workflow_run_id: \"{{workflow.uid}}\"", "appkind: deployment",
                "-file=/tmp/chaosengine-pod-delete-ji5.yaml",
                "responseCode: \"200\"", "probeTimeout: 15ms");
    }
}
