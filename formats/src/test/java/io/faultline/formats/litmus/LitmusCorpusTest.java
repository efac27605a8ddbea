package io.faultline.formats.litmus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Read;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Public manifests: the tutorial's, which is ours to keep, and Litmus' own, read where they lie and skipped where not. */
class LitmusCorpusTest {
    private static final Filling TARGET = new Filling(Map.of("appns", "shop", "applabel", "app=cart", "appkind",
            "deployment", "TARGET_NODE", "node-1"), Map.of(), Map.of());

    private static List<Path> files(String glob) throws IOException {
        try (Stream<Path> files = Files.list(Imports.litmus())) {
            return files.filter(file -> file.getFileName().toString().matches(glob)).sorted().toList();
        }
    }

    @Test
    void theTutorialReadsTheSameAfterItWasWritten() throws IOException {
        readsTheSameAgain(Imports.tutorial(), Filling.NONE);
    }

    @TestFactory
    Stream<DynamicTest> everyWorkflowReadsTheSameAfterItWasWritten() throws IOException {
        return files(".*experiment.*\\.yaml").stream().map(file -> DynamicTest.dynamicTest(
                file.getFileName().toString(), () -> readsTheSameAgain(Files.readString(file), Filling.NONE)));
    }

    @TestFactory
    Stream<DynamicTest> everyEngineOfTheHubReadsTheSameOnceItsTargetIsFilledIn() throws IOException {
        return files("engine\\..*").stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            String text = Files.readString(file);
            assertThat(Imports.refusals(text)).as("a template without a target").singleElement().asString()
                    .contains("it names no target");
            readsTheSameAgain(text, TARGET);
        }));
    }

    @TestFactory
    Stream<DynamicTest> definitionsAndChartsAreNoExperimentsAndThatIsSaid() throws IOException {
        return files("(fault|kubernetes)\\..*").stream().map(file -> DynamicTest.dynamicTest(
                file.getFileName().toString(), () -> assertThat(Imports.refusals(Files.readString(file)))
                        .singleElement().asString().matches("m.yaml:[36]:7: .*")
                        .contains("give a Workflow or a ChaosEngine")
                        .doesNotContain("nothing here knows")));
    }

    /** What a tunable is when an engine does not name it stands in the hub's definitions. */
    @TestFactory
    Stream<DynamicTest> presetsAreThoseOfTheHub() throws IOException {
        return files("fault\\..*").stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            JsonNode definition = new YAMLMapper().readTree(Files.readString(file));
            FaultForm form = FaultForms.named(definition.at("/metadata/name").asString()).orElseThrow();
            List<Tunable> tunables = form.all().toList();
            definition.at("/spec/definition/env").forEach(env -> {
                String name = env.path("name").asString();
                Tunable tunable = tunables.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
                assertThat(tunable).as(name + " is known").isNotNull();
                if (tunable.treatment() != Treatment.NOT_NEEDED) {
                    assertThat(tunable.preset()).as(name).isEqualTo(env.path("value").asString());
                }
            });
        }));
    }

    @Test
    void noFileIsLeftOut() throws IOException {
        assertThat(files(".*")).isNotEmpty().allSatisfy(file -> assertThat(file.getFileName().toString())
                .matches("(.*experiment.*|engine\\..*|(fault|kubernetes)\\..*)\\.?(yaml)?"));
    }

    @Test
    void sockShopKeepsItsFiveFaultsInOrderWithTwoProbesEach() throws IOException {
        Manifest manifest = Imports
                .converted(Files.readString(Imports.litmus().resolve("sock-shop-promProbe.experiment.yaml")));
        List<Stage> stages = manifest.experiment().spec().stages();
        assertThat(stages).hasSize(5).allSatisfy(stage -> assertThat(stage.faults()).hasSize(1));
        assertThat(manifest.experiment().spec().faults()).extracting(fault -> FaultType.of(fault.spec()).wireName())
                .containsExactly("pod-cpu-hog", "pod-delete", "pod-network-loss", "pod-memory-hog", "pod-disk-fill");
        assertThat(manifest.experiment().spec().faults()).extracting(Fault::name).containsExactly("pod-cpu-hog-chaos",
                "catalogue-pod-delete-chaos", "pod-network-loss-chaos", "pod-memory-hog-chaos", "catalogue-disk-fill");
        assertThat(manifest.experiment().spec().faults()).flatExtracting(Fault::probes).hasSize(10)
                .extracting(Probe::name).contains("check-probe-success", "check-catalogue-db-cr-status");
    }

    @Test
    void aCronWorkflowKeepsItsSchedule() throws IOException {
        Manifest manifest = Imports
                .converted(Files.readString(Imports.litmus().resolve("pod-cpu-hog.experiment_cron.yaml")));
        assertThat(manifest.timetable()).isEqualTo(new Timetable("0 * * * *", null, "Forbid", false,
                java.time.Duration.ZERO, null, null, null));
        assertThat(Imports.converted(LitmusFile.writeYaml(manifest).text())).isEqualTo(manifest);
    }

    static void readsTheSameAgain(String text, Filling filling) {
        Manifest manifest = Imports.converted(text, filling);
        boolean isWorkflow = manifest.kind() == ManifestKind.WORKFLOW
                || manifest.kind() == ManifestKind.CRON_WORKFLOW;
        for (Export export : List.of(LitmusFile.writeYaml(manifest), LitmusFile.writeJson(manifest))) {
            assertThat(export.lost()).isEmpty();
            assertThat(LitmusFile.isOne(export.text())).isTrue();
            Manifest again = Imports.converted(export.text());
            assertThat(again.experiment()).isEqualTo(manifest.experiment());
            assertThat(again.labels()).isEqualTo(manifest.labels());
            assertThat(isWorkflow ? again : manifest).isEqualTo(manifest);
        }
        assertThat(Wire.mapper().readTree(LitmusFile.writeJson(manifest).text()).path("kind").asString())
                .endsWith("Workflow");
        assertThat(ExperimentFile.read(ExperimentFile.write(manifest.experiment()), "own"))
                .isEqualTo(new Read.Valid(manifest.experiment()));
    }
}
