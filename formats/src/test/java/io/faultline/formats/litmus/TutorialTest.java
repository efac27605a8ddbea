package io.faultline.formats.litmus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The workflow of Harness' tutorial, as it stands. */
class TutorialTest {
    @Test
    void isOneFaultWithItsWeightAndItsProbe() throws IOException {
        Manifest manifest = Imports.converted(Imports.tutorial());
        Experiment experiment = manifest.experiment();
        assertThat(experiment.name()).isEqualTo("my-pod-delete-experiment");
        assertThat(experiment.spec().stages()).hasSize(1);
        Fault fault = experiment.spec().faults().getFirst();
        assertThat(fault.name()).isEqualTo("pod-delete-ji5");
        assertThat(fault.weight()).isEqualTo(10);
        assertThat(fault.duration()).isEqualTo(Duration.ofSeconds(30));
        assertThat(fault.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(fault.spec()).isEqualTo(new PodDelete(new PodTarget("hce", "app=cartservice", List.of(),
                "deployment", null, null, null, null, null, 1, null, false), false, null));
        assertThat(fault.probes()).hasSize(1);
        Probe probe = fault.probes().getFirst();
        assertThat(probe.name()).isEqualTo("http-cartservice-probe");
        assertThat(probe.mode()).isEqualTo(ProbeMode.CONTINUOUS);
        assertThat(probe.timeout()).as("responseTimeout 15 is in milliseconds, wherever it stands")
                .isEqualTo(Duration.ofMillis(15));
        assertThat(probe.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(probe.http().url()).isEqualTo("http://frontend/cart");
        assertThat(probe.http().inside()).isTrue();
        assertThat(probe.http().expect().status()).isEqualTo(Comparator.number(200));
    }

    @Test
    void keepsWhatIsNeededToWriteItBack() throws IOException {
        Manifest manifest = Imports.converted(Imports.tutorial());
        assertThat(manifest.kind()).isEqualTo(ManifestKind.WORKFLOW);
        assertThat(manifest.namespace()).isEqualTo("hce");
        assertThat(manifest.labels()).hasSize(4).containsEntry("workflow_id", "80557c8b-531c-49d2-a39e-9f72c4674c2c");
        assertThat(manifest.experiment().spec().helperPods())
                .isEqualTo(new PodSettings(Map.of(), List.of(), Map.of(), 1000L, null));
    }

    @Test
    void isReadOutOfTheStringThatApisSend() throws IOException {
        String string = Wire.mapper().writeValueAsString(Imports.tutorial());
        assertThat(LitmusFile.isOne(string)).isTrue();
        assertThat(Imports.converted(string)).isEqualTo(Imports.converted(Imports.tutorial()));
    }

    @Test
    void namesWhatIsLeftOutAndWhatIsDoneDifferently() throws IOException {
        assertThat(Imports.notes(Imports.tutorial(), Note.Kind.REFUSED)).isEmpty();
        assertThat(Imports.notes(Imports.tutorial(), Note.Kind.DIFFERENTLY)).containsExactly(
                "m.yaml:100:41: without a probePollingInterval it is evaluated every 1s; Litmus does so without a pause"
                        + " (line 34, column 15 of the text there)");
        assertThat(Imports.notes(Imports.tutorial(), Note.Kind.IGNORED)).containsExactly(
                "m.yaml:61:30: step 'install-chaos-faults' is left out: faults need no definitions installed",
                "m.yaml:79:30: step 'cleanup-chaos-resources' is left out: nothing is left that would have to be cleaned up",
                "m.yaml:100:41: 'chaosServiceAccount' is left out: Faultline's agent has an account of its own, with"
                        + " exact rights (line 15, column 3 of the text there)",
                "m.yaml:131:9: 'serviceAccountName' is left out: Faultline's agent has an account of its own, with exact rights",
                "m.yaml:132:9: 'podGC' is left out: there are no workflow pods");
    }

    @Test
    void takesTheWeightThatIsGivenBesideIt() throws IOException {
        Filling filling = new Filling(Map.of(), Map.of(), Map.of("pod-delete-ji5", 3, "another", 1));
        assertThat(Imports.converted(Imports.tutorial(), filling).experiment().spec().faults().getFirst().weight())
                .isEqualTo(3);
        Filling elsewhere = new Filling(Map.of(), Map.of("adminModeNamespace", "other"), Map.of());
        assertThat(Imports.converted(Imports.tutorial(), elsewhere).experiment().spec().faults()).hasSize(1);
    }
}
