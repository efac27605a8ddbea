package io.faultline.formats.litmus;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.faultline.formats.yaml.Pointers;
import io.faultline.formats.yaml.YamlNode;
import io.faultline.formats.yaml.YamlReader;
import org.jspecify.annotations.Nullable;

/** A value of a manifest: read with its place, and remembering which of its fields anybody looked at. */
final class Piece {
    private static final int LONGEST_SHOWN = 60;
    private final YamlNode node;
    private final String pointer;
    private final Source source;
    private final Notes notes;
    private final Set<String> looked = new HashSet<>();

    private Piece(YamlNode node, String pointer, Source source, Notes notes) {
        this.node = node;
        this.pointer = pointer;
        this.source = source;
        this.notes = notes;
    }

    /** The one document of a text; nothing, with its reasons noted, when it cannot be read. */
    static Optional<Piece> read(String text, Source source, Notes notes) {
        YamlReader.Document document = YamlReader.read(text);
        document.troubles().forEach(trouble -> notes.refuse(
                source.spot(trouble.pointer(), trouble.place() == null
                        ? io.faultline.formats.yaml.Place.START
                        : trouble.place()),
                trouble.message()));
        return document.root() == null || !document.troubles().isEmpty()
                ? Optional.empty()
                : Optional.of(new Piece(document.root(), "", source, notes));
    }

    Spot spot() {
        return source.spot(pointer, node.place());
    }

    Notes notes() {
        return notes;
    }

    /** Whether it says nothing at all: null, an empty text, list or mapping. */
    boolean isNothing() {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar.value().isNull() || scalar.written().isBlank();
            case YamlNode.Items items -> items.items().isEmpty();
            case YamlNode.Fields fields -> fields.fields().isEmpty();
        };
    }

    boolean isText() {
        return node instanceof YamlNode.Scalar scalar && !scalar.value().isNull();
    }

    boolean isFields() {
        return node instanceof YamlNode.Fields;
    }

    boolean isList() {
        return node instanceof YamlNode.Items;
    }

    /** A field; nothing when it is absent or null. */
    Optional<Piece> field(String name) {
        looked.add(name);
        if (!(node instanceof YamlNode.Fields fields)) {
            return Optional.empty();
        }
        YamlNode.Field field = fields.fields().get(name);
        if (field == null || field.value() instanceof YamlNode.Scalar scalar && scalar.value().isNull()) {
            return Optional.empty();
        }
        return Optional.of(new Piece(field.value(), Pointers.child(pointer, name), source, notes));
    }

    /** The field of a path of fields. */
    Optional<Piece> at(String... names) {
        Optional<Piece> piece = Optional.of(this);
        for (String name : names) {
            piece = piece.flatMap(each -> each.field(name));
        }
        return piece;
    }

    /** A field of a mapping, or a mapping without fields in its place. */
    Piece fields(String name) {
        Optional<Piece> there = field(name);
        if (there.isPresent() && !there.get().isFields()) {
            if (!there.get().isNothing()) {
                notes.refuse(there.get().spot(), "'%s' has to be a mapping".formatted(name));
            }
            return empty(name);
        }
        return there.orElseGet(() -> empty(name));
    }

    private Piece empty(String name) {
        return new Piece(new YamlNode.Fields(node.place(), 1, 1, Map.of()), Pointers.child(pointer, name), source,
                notes);
    }

    /** A field's items; none when it is absent. */
    List<Piece> items(String name) {
        return field(name).map(Piece::items).orElse(List.of());
    }

    List<Piece> items() {
        if (node instanceof YamlNode.Items list) {
            return IntStream.range(0, list.items().size()).mapToObj(
                    i -> new Piece(list.items().get(i), Pointers.child(pointer, Integer.toString(i)), source, notes))
                    .toList();
        }
        if (!isNothing()) {
            notes.refuse(spot(), "this has to be a list");
        }
        return List.of();
    }

    /** A mapping of texts; what is no text in it is refused. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node instanceof YamlNode.Fields fields) {
            fields.fields().keySet().forEach(
                    name -> field(name).flatMap(Piece::known).ifPresent(text -> texts.put(name, text)));
        } else if (!isNothing()) {
            notes.refuse(spot(), "this has to be a mapping");
        }
        return texts;
    }

    /** A mapping of texts, whatever is only known when it runs left as it is. */
    Map<String, String> rawTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node instanceof YamlNode.Fields fields) {
            fields.fields().keySet().forEach(name -> field(name).filter(Piece::isText)
                    .ifPresent(value -> texts.put(name, Placeholders.restored(value.raw()))));
        }
        return texts;
    }

    Set<String> names() {
        return node instanceof YamlNode.Fields fields ? fields.fields().keySet() : Set.of();
    }

    /** The words as they stand, also where they hold what is not known before it runs; empty for what is no text. */
    String raw() {
        return node instanceof YamlNode.Scalar scalar && !scalar.value().isNull() ? scalar.written() : "";
    }

    /** Raw words of a field. */
    String raw(String name) {
        return field(name).map(Piece::raw).orElse("");
    }

    /** The words, unless they depend on something that is only known when a workflow runs: that is refused. */
    Optional<String> known() {
        if (!(node instanceof YamlNode.Scalar)) {
            notes.refuse(spot(), "this has to be a single value");
            return Optional.empty();
        }
        Optional<String> open = Placeholders.openIn(raw());
        open.ifPresent(name -> notes.refuse(spot(),
                "{{%s}} is not known before a workflow runs, and Faultline runs no workflow; write the value"
                        .formatted(shown(name))));
        return open.isPresent() ? Optional.empty() : Optional.of(raw());
    }

    /** The words of a field, when it is there and not blank. */
    Optional<String> text(String name) {
        return field(name).filter(field -> !field.isNothing()).flatMap(Piece::known);
    }

    /** Another document, in this text. */
    Optional<Piece> document(String text) {
        return node instanceof YamlNode.Scalar scalar
                ? read(text, source.inside(scalar, pointer), notes)
                : Optional.empty();
    }

    @Nullable
    Spot keySpot(String name) {
        return node instanceof YamlNode.Fields fields && fields.fields().get(name) != null
                ? source.spot(Pointers.child(pointer, name), fields.fields().get(name).key())
                : null;
    }

    void look(String... names) {
        looked.addAll(List.of(names));
    }

    /** Notes every field nobody looked at; the reasons say why some of them are left out. */
    void ignoreRest(Map<String, String> reasons) {
        if (!(node instanceof YamlNode.Fields fields)) {
            return;
        }
        for (String name : fields.fields().keySet()) {
            Spot spot = keySpot(name);
            if (spot != null && !looked.contains(name) && field(name).filter(f -> !f.isNothing()).isPresent()) {
                String reason = reasons.getOrDefault(name, "nothing here knows what it is");
                notes.ignore(spot, "'%s' is left out: %s".formatted(shown(name), reason));
            }
        }
    }

    static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\uE000\\uE001]", "?");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }
}
