package io.faultline.formats.litmus;

import java.util.HashMap;
import java.util.Map;

/**
 * The values of placeholders where a template is called.
 *
 * @param workflow those of the whole workflow
 * @param values these and those of the call
 */
record Scope(Map<String, String> workflow, Map<String, String> values) {
    Scope {
        workflow = Map.copyOf(workflow);
        values = Map.copyOf(values);
    }

    static Scope of(Map<String, String> workflow) {
        return new Scope(workflow, workflow);
    }

    /** The words of a piece, with what is known here put in. */
    String filled(Piece piece) {
        return Placeholders.fill(piece.raw(), values).orElse("");
    }

    /** With the item of a loop. */
    Scope with(Map<String, String> item) {
        Map<String, String> more = new HashMap<>(values);
        more.putAll(item);
        return new Scope(workflow, more);
    }

    /** Inside a template called from here with these arguments. */
    Scope inside(Piece call, Piece template) {
        Map<String, String> inner = new HashMap<>(workflow);
        for (Piece parameter : template.fields("inputs").items("parameters")) {
            parameter.field("value").or(() -> parameter.field("default")).filter(Piece::isText).ifPresent(
                    value -> inner.put("inputs.parameters." + parameter.raw("name"), Scope.of(workflow)
                            .filled(value)));
        }
        for (Piece argument : call.fields("arguments").items("parameters")) {
            argument.field("value").filter(Piece::isText).ifPresent(
                    value -> inner.put("inputs.parameters." + argument.raw("name"), filled(value)));
        }
        return new Scope(workflow, inner);
    }
}
