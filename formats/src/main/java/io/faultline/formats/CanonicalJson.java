package io.faultline.formats;

import java.util.Optional;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.yaml.YamlReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The short way for what programs send: JSON that says exactly what the experiment read from it says is valid, because
 * the schema is generated from the same records. Whatever differs in the least takes the long way.
 */
final class CanonicalJson {
    private CanonicalJson() {}

    static Optional<Experiment> read(String text) {
        if (!text.startsWith("{") || text.length() > YamlReader.MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            JsonNode json = Wire.mapper().readTree(text);
            Experiment experiment = Wire.mapper().treeToValue(json, Experiment.class);
            return Wire.mapper().valueToTree(experiment).equals(json) ? Optional.of(experiment) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
