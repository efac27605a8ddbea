package io.faultline.formats.litmus;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.yaml.YamlNode;
import io.faultline.formats.yaml.YamlReader;
import io.faultline.formats.yaml.YamlText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Manifests of LitmusChaos and Harness, YAML or JSON: read with all that is to be said about them, and written. */
public final class LitmusFile {
    private static final Pattern TELLING = Pattern
            .compile("argoproj\\.io\\\\?/|litmuschaos\\.io\\\\?/");

    private LitmusFile() {}

    /** Whether a text is a manifest of this kind rather than an experiment of our own, by its apiVersion. */
    public static boolean isOne(String text) {
        if (!TELLING.matcher(text).find()) {
            return false;
        }
        YamlReader.Document document = YamlReader.read(text);
        if (document.root() instanceof YamlNode.Fields root) {
            YamlNode.Field version = root.fields().get("apiVersion");
            return version != null && version.value() instanceof YamlNode.Scalar scalar
                    && scalar.written().matches("(?:argoproj|litmuschaos)\\.io/.*");
        }
        return document.root() instanceof YamlNode.Scalar scalar && scalar.value().isString()
                && scalar.written().stripLeading().startsWith("{");
    }

    public static Import read(String text, String fileName) {
        return read(text, fileName, Filling.NONE);
    }

    /** What a manifest means. A manifest that is itself a JSON string, as APIs send it, is taken out of it. */
    public static Import read(String text, String fileName, Filling filling) {
        Notes notes = new Notes(fileName);
        Optional<Piece> root = Piece.read(text, Source.file(text), notes)
                .flatMap(each -> each.isText() ? each.document(each.raw()) : Optional.of(each));
        Manifest manifest = root.map(each -> manifest(each, notes, filling)).orElse(null);
        List<Note> all = notes.inFileOrder();
        return manifest == null || notes.refused()
                ? new Import.Refused(all)
                : new Import.Converted(manifest, all);
    }

    public static Export writeYaml(Manifest manifest) {
        return write(manifest, YamlText::of);
    }

    public static Export writeJson(Manifest manifest) {
        return write(manifest, tree -> Wire.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    }

    /** A probe as an engine's list has it; what Litmus cannot say of it is left out. */
    public static JsonNode writeProbe(Probe probe) {
        ArrayNode probes = JsonNodeFactory.instance.arrayNode();
        ProbeWriting.write(probe, probes, "default", Losses.none());
        return probes.get(0);
    }

    /** What is written is read again: whatever does not come back the same is named. */
    private static Export write(Manifest manifest, Function<JsonNode, String> form) {
        Losses losses = Losses.none();
        String text = form.apply(new ManifestWriting(manifest, losses).write());
        boolean same = read(text, "export") instanceof Import.Converted(Manifest again, List<Note> _)
                && again.experiment().equals(manifest.experiment())
                && again.probeReferences().equals(manifest.probeReferences());
        if (!same && losses.lost().isEmpty() && losses.changed().isEmpty()) {
            losses.change("something of it does not read the same again");
        }
        return new Export(text, losses.lost(), losses.changed());
    }

    private static @Nullable Manifest manifest(Piece root, Notes notes, Filling filling) {
        if (!root.isFields()) {
            notes.refuse(root.spot(), "a manifest is a mapping with apiVersion, kind, metadata and spec");
            return null;
        }
        return new ManifestReading(notes, filling).read(root);
    }
}
