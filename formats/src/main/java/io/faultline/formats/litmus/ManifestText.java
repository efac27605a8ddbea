package io.faultline.formats.litmus;

import java.util.Optional;

import io.faultline.contracts.wire.Wire;
import io.faultline.formats.yaml.Place;
import io.faultline.formats.yaml.YamlNode;
import io.faultline.formats.yaml.YamlReader;
import org.jspecify.annotations.Nullable;

/** A manifest as it was sent: what can be read off it, and said otherwise in it, without asking what it means. */
public record ManifestText(String text) {
    /** Its own; null if it names none. */
    public @Nullable String namespace() {
        return root().flatMap(root -> inner(root)
                .map(inner -> Optional.ofNullable(new ManifestText(inner).namespace()))
                .orElseGet(() -> fields(root, "metadata").flatMap(metadata -> scalar(metadata, "namespace"))
                        .map(YamlNode.Scalar::written)))
                .orElse(null);
    }

    /**
     * The same, saying whether its schedule fires, where clients look for it: <code>suspend</code>, or a ChaosSchedule's
     * <code>scheduleState</code>. All else stays as it was sent, to the letter.
     */
    public String firing(boolean fires) {
        Optional<YamlNode> root = root();
        Optional<String> inner = root.flatMap(ManifestText::inner);
        if (inner.isPresent()) {
            return Wire.mapper().writeValueAsString(new ManifestText(inner.get()).firing(fires));
        }
        boolean schedule = root.flatMap(each -> scalar(each, "kind")).map(YamlNode.Scalar::written)
                .flatMap(ManifestKind::named).filter(kind -> kind == ManifestKind.CHAOS_SCHEDULE).isPresent();
        String field = schedule ? "scheduleState" : "suspend";
        String value = schedule ? fires ? "\"active\"" : "\"halt\"" : Boolean.toString(!fires);
        return root.flatMap(each -> fields(each, "spec")).map(spec -> said(spec, field, value))
                .filter(changed -> reads(changed, root.orElseThrow(), field, value)).orElse(text);
    }

    /** Where it stands already, or before all else. */
    private String said(YamlNode.Fields spec, String field, String value) {
        YamlNode.Field known = spec.fields().get(field);
        if (known != null && known.value() instanceof YamlNode.Scalar scalar) {
            int at = at(scalar.place());
            boolean quoted = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
            int end = Math.min(text.length(), at + scalar.written().length() + (quoted ? 2 : 0));
            String gap = scalar.written().isEmpty() && !quoted ? " " : "";
            return text.substring(0, at) + gap + value + text.substring(end);
        }
        Place first = spec.fields().values().iterator().next().key();
        int at = at(first);
        return text.substring(0, at) + (text.charAt(at(spec.place())) == '{'
                ? "\"%s\": %s, ".formatted(field, value)
                : "%s: %s\n%s".formatted(field, value, " ".repeat(first.column() - 1))) + text.substring(at);
    }

    /** Whether nothing but this field came of the change: aliases and the like are not to be trusted. */
    private static boolean reads(String changed, YamlNode before, String field, String value) {
        YamlReader.Document again = YamlReader.read(changed);
        int more = fields(before, "spec").filter(spec -> spec.fields().containsKey(field)).isPresent() ? 0 : 1;
        return again.root() != null && again.troubles().isEmpty() && again.root().size() == before.size() + more
                && fields(again.root(), "spec").flatMap(spec -> scalar(spec, field))
                        .filter(scalar -> scalar.written().equals(value.replace("\"", ""))).isPresent();
    }

    private Optional<YamlNode> root() {
        return Optional.ofNullable(YamlReader.read(text).root());
    }

    /** APIs send a manifest as a JSON text in a text. */
    private static Optional<String> inner(YamlNode root) {
        return root instanceof YamlNode.Scalar scalar && scalar.written().stripLeading().startsWith("{")
                ? Optional.of(scalar.written())
                : Optional.empty();
    }

    private static Optional<YamlNode.Fields> fields(YamlNode node, String name) {
        return field(node, name).filter(YamlNode.Fields.class::isInstance).map(YamlNode.Fields.class::cast)
                .filter(fields -> !fields.fields().isEmpty());
    }

    private static Optional<YamlNode.Scalar> scalar(YamlNode node, String name) {
        return field(node, name).filter(YamlNode.Scalar.class::isInstance).map(YamlNode.Scalar.class::cast);
    }

    private static Optional<YamlNode> field(YamlNode node, String name) {
        return node instanceof YamlNode.Fields(Place _, int _, int _, var fields)
                ? Optional.ofNullable(fields.get(name)).map(YamlNode.Field::value)
                : Optional.empty();
    }

    /** Columns count characters as people do, so that some of them are two of ours. */
    private int at(Place place) {
        int at = 0;
        for (int line = 1; line < place.line(); line++) {
            at = after(at);
        }
        return Math.min(text.length(), text.offsetByCodePoints(at,
                Math.min(place.column() - 1, text.codePointCount(at, text.length()))));
    }

    /** Where the next line begins. */
    private int after(int line) {
        for (int at = line; at < text.length(); at++) {
            boolean ends = text.charAt(at) == '\n'
                    || text.charAt(at) == '\r' && !text.startsWith("\n", at + 1);
            if (ends) {
                return at + 1;
            }
        }
        return text.length();
    }
}
