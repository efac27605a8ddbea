package io.faultline.formats.litmus;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnyFileTest {
    @Test
    void readsBothFormsToTheSameExperiment() throws IOException {
        Experiment experiment = Imports.experiment(Imports.tutorial());
        String json = Wire.mapper().writeValueAsString(experiment);
        assertThat(AnyFile.read(Imports.tutorial(), "f").read()).isEqualTo(new Read.Valid(experiment));
        assertThat(AnyFile.read(Imports.tutorial(), "f").manifest()).isNotNull();
        assertThat(AnyFile.read(json, "f")).isEqualTo(new AnyFile(new Read.Valid(experiment), List.of(), null));
        assertThat(AnyFile.read(ExperimentFile.write(experiment), "f").read()).isEqualTo(new Read.Valid(experiment));
    }

    @Test
    void ourOwnFormIsNotTakenForAManifestThoughItSpeaksOfOne() throws IOException {
        String own = ExperimentFile.write(Imports.experiment(Imports.tutorial())).replace(
                "metadata:\n",
                "metadata:\n  description: made from argoproj.io/v1alpha1 and litmuschaos.io/v1alpha1\n");
        assertThat(LitmusFile.isOne(own)).isFalse();
        assertThat(AnyFile.read(own, "f").read()).isInstanceOf(Read.Valid.class);
    }

    @Test
    void refusalsAreFindingsAndNothingElseIs() {
        String text = Imports.engine("node-restart", Map.of("LIB_IMAGE", "x"));
        assertThat(AnyFile.read(text, "f").read()).isInstanceOfSatisfying(Read.Invalid.class,
                invalid -> assertThat(invalid.findings()).extracting(Finding::message).singleElement().asString()
                        .startsWith("there is no fault 'node-restart' here"));
    }

    @Test
    void aFileThatLeansOnStoredProbesIsNotWhole() {
        String text = Imports.engine("pod-delete", Map.of()).replace("name: the-fault",
                "name: the-fault\n  annotations: {probeRef: '[{\"name\":\"p\",\"mode\":\"SOT\"}]'}");
        assertThat(AnyFile.read(text, "f").read()).isInstanceOfSatisfying(Read.Invalid.class,
                invalid -> assertThat(invalid.findings().getFirst().message()).isEqualTo(
                        "fault 'the-fault' refers to the stored probe 'p', which is not in this file; write it inline"));
        assertThat(AnyFile.read(text, "f").manifest().probeReferences()).hasSize(1);
    }
}
