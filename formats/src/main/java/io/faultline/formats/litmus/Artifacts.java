package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.formats.yaml.YamlReader;

/** The texts inside a workflow: engines and definitions of faults. All of them together are bounded like one file. */
final class Artifacts {
    private static final int MOST = 4 * YamlReader.MOST_CHARACTERS;
    private int read;

    /** The documents of a template's artifacts that are of a kind. */
    List<Piece> ofKind(String kind, Piece template, Scope scope) {
        List<Piece> found = new ArrayList<>();
        for (Piece artifact : template.fields("inputs").items("artifacts")) {
            Optional<Piece> data = artifact.at("raw", "data").filter(Piece::isText);
            if (data.isPresent() && data.get().raw().contains(kind)) {
                document(data.get(), scope).filter(each -> each.raw("kind").equalsIgnoreCase(kind))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Piece> document(Piece data, Scope scope) {
        Optional<String> text = Placeholders.fill(data.raw(), scope.values());
        read += text.map(String::length).orElse(MOST);
        if (text.isEmpty() || read > MOST) {
            data.notes().refuse(data.spot(), "the texts inside this manifest come to more than 4 MB");
            return Optional.empty();
        }
        return data.document(text.get());
    }

    /** The tunables that definitions of faults (ChaosExperiment) in these templates give, by the name of the fault. */
    Map<String, Map<String, Piece>> definitions(List<Piece> templates, Scope scope) {
        Map<String, Map<String, Piece>> definitions = new HashMap<>();
        for (Piece template : templates) {
            for (Piece definition : ofKind("ChaosExperiment", template, scope)) {
                String name = definition.fields("metadata").raw("name");
                List<Piece> env = definition.fields("spec").fields("definition").items("env");
                definitions.put(name, Tunables.env(env, definition.notes()));
            }
        }
        return definitions;
    }
}
