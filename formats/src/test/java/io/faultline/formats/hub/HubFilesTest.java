package io.faultline.formats.hub;

import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Read;
import io.faultline.formats.litmus.AnyFile;
import io.faultline.formats.litmus.Export;
import io.faultline.formats.litmus.HubFault;
import io.faultline.formats.litmus.Import;
import io.faultline.formats.litmus.LitmusFile;
import io.faultline.formats.litmus.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class HubFilesTest {
    private static final Map<String, String> FILES = HubFiles.embedded();

    @ParameterizedTest
    @EnumSource
    void everyFaultHasATemplateThatIsValid(FaultType type) {
        List<String> paths = FILES.keySet().stream()
                .filter(path -> path.matches("faults/[a-z-]+/%s/faultline\\.yaml".formatted(type.wireName())))
                .toList();
        assertThat(paths).hasSize(1);
        Experiment experiment = valid(FILES.get(paths.getFirst()));
        assertThat(experiment.spec().faults()).extracting(fault -> FaultType.of(fault.spec())).containsExactly(type);
        assertThat(experiment.metadata().description()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void whatLitmusKnowsIsWrittenAsAnEngineThatMeansTheSame(FaultType type) {
        FaultTemplate template = FaultTemplate.all().stream().filter(each -> each.type() == type).findFirst()
                .orElseThrow();
        String folder = "faults/%s/%s/".formatted(template.category().folder(), template.name());
        HubFault known = HubFault.of(template.fault()).orElse(null);
        if (known == null) {
            assertThat(FILES).doesNotContainKeys(folder + "engine.yaml", folder + "fault.yaml");
            return;
        }
        assertThat(known.lost()).extracting(Object::toString).as("nothing can keep a Litmus node-io-stress from that")
                .isSubsetOf("Litmus keeps a processor busy and holds memory beside its writers");
        assertThat(LitmusFile.read(FILES.get(folder + "engine.yaml"), "engine")).isInstanceOfSatisfying(
                Import.Converted.class, converted -> {
                    Fault fault = converted.manifest().experiment().spec().faults().getFirst();
                    assertThat(fault.spec()).isEqualTo(template.spec());
                    assertThat(fault.duration()).isEqualTo(template.fault().duration());
                    assertThat(fault.interval()).isEqualTo(template.fault().interval());
                });
        assertThat(FILES.get(folder + "fault.yaml")).contains("kind: ChaosExperiment", "name: " + known.name());
    }

    static List<ExperimentTemplate> experiments() {
        return ExperimentTemplate.all();
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void experimentsAreWorkflowsThatMeanWhatTheySay(ExperimentTemplate template) {
        String manifest = FILES.get("experiments/%s/experiment.yaml".formatted(template.name()));
        assertThat(LitmusFile.isOne(manifest)).as(() -> {
            Export export = LitmusFile.writeYaml(Manifest.of(template.experiment()));
            return export.lost() + " " + export.changed();
        }).isTrue();
        Experiment read = valid(manifest);
        assertThat(read.spec().faults()).isEqualTo(template.experiment().spec().faults()).isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.probes()).hasSize(1));
        assertThat(read.name()).isEqualTo(template.name());
    }

    @Test
    void anExperimentThatNoWorkflowCanSayIsKeptInOurOwnForm() {
        Experiment own = FaultTemplate.all().stream().filter(each -> each.type() == FaultType.PROCESS_PAUSE)
                .findFirst().orElseThrow().experiment();
        String text = HubFiles.experiment(own).get("experiments/process-pause/experiment.yaml");
        assertThat(ExperimentFile.read(text, "f")).isEqualTo(new Read.Valid(own));
    }

    @Test
    void chartsAreReadHoweverTheirFieldsAreSpelled() {
        Chart chart = Chart.read(FILES.get("faults/kubernetes/kubernetes.chartserviceversion.yaml"), "x");
        assertThat(chart.name()).isEqualTo("kubernetes");
        assertThat(chart.faults()).extracting(Chart.Item::name).contains("pod-delete", "node-drain");
        Chart other = Chart.read("""
                                 metadata: {name: generic, annotations: {Categories: Kubernetes}}
                                 spec:
                                   displayname: Generic
                                   CHAOSEXPCRDLINK: https://example.org/all.yaml
                                   minkubernetesversion: 1.12.0
                                   maintainers: [{name: m, email: e}]
                                   faults: [{name: pod-delete, plan: [a, b]}, 5]
                                 """, "x");
        assertThat(other.definitionLink()).isEqualTo("https://example.org/all.yaml");
        assertThat(other.minKubeVersion()).isEqualTo("1.12.0");
        assertThat(other.annotations()).containsEntry("categories", "Kubernetes");
        assertThat(other.faults().getFirst().plan()).containsExactly("a", "b");
        assertThat(Chart.read("{", "broken").name()).isEqualTo("broken");
        assertThat(Chart.read("&a [*a]", "hostile").name()).isEqualTo("hostile");
    }

    private static Experiment valid(String text) {
        assertThat(text).isNotNull();
        assertThat(AnyFile.read(text, "file").read()).isInstanceOf(Read.Valid.class);
        return ((Read.Valid) AnyFile.read(text, "file").read()).experiment();
    }
}
