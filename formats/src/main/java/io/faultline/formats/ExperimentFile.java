package io.faultline.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.formats.yaml.Place;
import io.faultline.formats.yaml.Trouble;
import io.faultline.formats.yaml.YamlNode;
import io.faultline.formats.yaml.YamlReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Faultline's own file form, YAML or JSON (which is YAML too): read with all that is wrong, and written. */
public final class ExperimentFile {
    private static final Comparator<Finding> IN_FILE_ORDER = Comparator.comparingInt(Finding::line)
            .thenComparingInt(Finding::column).thenComparing(Finding::message);

    private ExperimentFile() {}

    public static Read read(String text, String fileName) {
        return CanonicalJson.read(text).<Read>map(Read.Valid::new).orElseGet(() -> readWithPlaces(text, fileName));
    }

    private static Read readWithPlaces(String text, String fileName) {
        YamlReader.Document document = YamlReader.read(text);
        List<Trouble> troubles = new ArrayList<>(document.troubles());
        Experiment experiment = null;
        if (document.root() != null && document.root() instanceof YamlNode.Fields root) {
            JsonNode json = Trees.json(root);
            List<Trouble> breaches = SchemaCheck.troubles(json);
            Construction.Constructed constructed = Construction.of(json, breaches);
            troubles.addAll(breaches);
            troubles.addAll(constructed.troubles());
            experiment = constructed.experiment();
        } else if (troubles.isEmpty()) {
            troubles.add(Trouble.at("", "an experiment is a mapping with apiVersion, kind, metadata and spec"));
        }
        if (troubles.isEmpty()) {
            return new Read.Valid(Objects.requireNonNull(experiment));
        }
        return new Read.Invalid(troubles.stream().map(trouble -> located(trouble, document.root(), fileName))
                .distinct().sorted(IN_FILE_ORDER).toList());
    }

    public static String write(Experiment experiment) {
        return ExperimentText.of(experiment);
    }

    private static Finding located(Trouble trouble, @Nullable YamlNode root, String fileName) {
        Place place = trouble.place() != null
                ? trouble.place()
                : root == null ? Place.START : Trees.place(root, trouble.pointer(), trouble.onKey());
        return new Finding(fileName, place.line(), place.column(), trouble.pointer(), trouble.message(),
                trouble.suggestion());
    }
}
