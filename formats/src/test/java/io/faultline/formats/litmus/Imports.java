package io.faultline.formats.litmus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.probe.Probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Manifests for tests, and what they come to. */
final class Imports {
    private static final Path LITMUS = Path.of("..", "..", "shared", "corpus", "litmus");
    private static final Path TUTORIAL = Path.of("src", "test", "resources", "harness", "pod-delete-workflow.json");

    private Imports() {}

    static String tutorial() throws IOException {
        return Files.readString(TUTORIAL);
    }

    /** The folder of public Litmus files; who does not have it skips. */
    static Path litmus() {
        Path folder = Stream.iterate(Path.of("").toAbsolutePath(), each -> each != null, Path::getParent)
                .map(each -> each.resolve("shared").resolve("corpus").resolve("litmus")).filter(Files::isDirectory)
                .findFirst().orElse(LITMUS);
        assumeThat(folder).as("the public Litmus files are not here: ../shared/corpus/litmus").isDirectory();
        return folder;
    }

    static Manifest converted(String text) {
        return converted(text, Filling.NONE);
    }

    static Manifest converted(String text, Filling filling) {
        Import read = LitmusFile.read(text, "m.yaml", filling);
        assertThat(read).as(() -> "notes: " + read.notes()).isInstanceOf(Import.Converted.class);
        return ((Import.Converted) read).manifest();
    }

    static Experiment experiment(String text) {
        return converted(text).experiment();
    }

    static List<String> notes(String text, Note.Kind kind) {
        return LitmusFile.read(text, "m.yaml").notes().stream().filter(note -> note.kind() == kind)
                .map(note -> note.finding().toString()).toList();
    }

    /** Why a manifest is refused; empty when it is not. */
    static List<String> refusals(String text) {
        Import read = LitmusFile.read(text, "m.yaml");
        List<String> refusals = notes(text, Note.Kind.REFUSED);
        assertThat(read instanceof Import.Refused).as(() -> "notes: " + read.notes()).isEqualTo(!refusals.isEmpty());
        return refusals;
    }

    /** A bare engine of one fault, with these tunables as JSON objects in a row and these probes. */
    static String engine(String fault, Map<String, String> env, String... probes) {
        StringBuilder text = new StringBuilder("""
                                               apiVersion: litmuschaos.io/v1alpha1
                                               kind: ChaosEngine
                                               metadata:
                                                 name: the-fault
                                                 namespace: ns
                                               spec:
                                                 appinfo: {appns: shop, applabel: app=cart, appkind: deployment}
                                                 engineState: active
                                                 experiments:
                                                   - name: %s
                                                     spec:
                                                       components:
                                                         env:
                                               """.formatted(fault));
        text.append("            - {name: RAMP_TIME, value: \"\"}\n");
        env.forEach((name, value) -> text.append("            - {name: %s, value: %s}\n".formatted(name,
                io.faultline.contracts.wire.Wire.mapper().writeValueAsString(value))));
        text.append(probes.length == 0 ? "" : "        probe:\n");
        for (String probe : probes) {
            text.append("          - ").append(probe.strip().replace("\n", "\n            ")).append('\n');
        }
        return text.toString();
    }

    static Fault fault(String text) {
        return experiment(text).spec().faults().getFirst();
    }

    static Probe probe(String probe) {
        return fault(engine("pod-delete", Map.of(), probe)).probes().getFirst();
    }
}
