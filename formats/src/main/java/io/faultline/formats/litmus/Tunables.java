package io.faultline.formats.litmus;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The tunables of one fault in an engine: what it gives, before what a ChaosExperiment of the same manifest gives, before
 * the hub's own. What is left blank is what Litmus' code takes then.
 */
final class Tunables {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\s*-\\s*\\d{1,9}");
    private final FaultForm form;
    private final Map<String, Piece> given;
    private final Map<String, Piece> defined;
    private final Filling filling;
    private final App app;
    private final Spot engine;
    private final Notes notes;
    private final Set<String> used = new HashSet<>();

    Tunables(FaultForm form, Map<String, Piece> given, Map<String, Piece> defined, Filling filling, App app,
            Spot engine, Notes notes) {
        this.form = form;
        this.given = given;
        this.defined = defined;
        this.filling = filling;
        this.app = app;
        this.engine = engine;
        this.notes = notes;
    }

    /** Values by name, each a scalar; what comes from elsewhere (valueFrom) is refused. */
    static Map<String, Piece> env(List<Piece> items, Notes notes) {
        Map<String, Piece> env = new LinkedHashMap<>();
        for (Piece item : items) {
            String name = item.raw("name").strip();
            item.field("valueFrom").ifPresent(from -> notes.refuse(from.spot(),
                    "the value of %s comes from the cluster (valueFrom); write the value"
                            .formatted(Piece.shown(name))));
            item.field("value").ifPresentOrElse(value -> {
                if (!value.isText()) {
                    notes.refuse(value.spot(), "the value of %s has to be a text".formatted(Piece.shown(name)));
                } else if (env.put(name, value) != null) {
                    notes.differently(value.spot(),
                            "%s is given twice; the last one counts".formatted(Piece.shown(name)));
                }
            }, () -> item.look("value"));
        }
        return env;
    }

    Notes notes() {
        return notes;
    }

    App app() {
        return app;
    }

    FaultForm form() {
        return form;
    }

    /** The place of a tunable, or else of its engine. */
    Spot spot(String name) {
        Piece piece = given.getOrDefault(name, defined.get(name));
        return piece == null ? engine : piece.spot();
    }

    /** What it says in the end; empty when nothing. */
    String text(String name) {
        used.add(name);
        Tunable tunable = form.all().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        Piece piece = given.getOrDefault(name, defined.get(name));
        String said = piece == null ? tunable.preset() : piece.known().orElse("");
        String filled = filling.fill(name, said).strip();
        return filled.isEmpty() ? tunable.blank() : filled;
    }

    /** What it says with all its blanks; empty when nothing. */
    String verbatim(String name) {
        String text = text(name);
        Piece piece = given.getOrDefault(name, defined.get(name));
        return piece == null || piece.isNothing() || text.isEmpty() ? text : piece.known().orElse("");
    }

    @Nullable
    String orNull(String name) {
        String text = text(name);
        return text.isEmpty() ? null : text;
    }

    /** Whether the manifest says anything of it, rather than the hub alone. */
    boolean isGiven(String name) {
        return given.containsKey(name) || defined.containsKey(name);
    }

    boolean isBlank(String name) {
        return text(name).isEmpty();
    }

    /** Whether it is blank or 0, where Litmus' code takes both for not given. */
    boolean isNone(String name) {
        return text(name).matches("0*");
    }

    /** A whole number; of a range its lower end. */
    int whole(String name) {
        String text = text(name);
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            notes.differently(spot(name), "%s is a range; its lower end %s is taken".formatted(name, range.group(1)));
            return Integer.parseInt(range.group(1));
        }
        if (text.matches("\\d{1,9}(\\.0+)?")) {
            return Integer.parseInt(text.replaceFirst("\\..*", ""));
        }
        notes.refuse(spot(name), "%s has to be a whole number, but is '%s'".formatted(name, Piece.shown(text)));
        return 0;
    }

    /** A whole number within bounds, so that our own record takes it. */
    int within(String name, int lowest, int highest, String remedy) {
        int value = whole(name);
        if (value < lowest || value > highest) {
            notes.refuse(spot(name),
                    "%s has to be between %d and %d%s".formatted(name, lowest, highest, remedy));
            return lowest;
        }
        return value;
    }

    int percent(String name) {
        return within(name, 1, 100, " percent");
    }

    /** A percentage of packets, which tc takes with decimals; of a range its lower end. */
    BigDecimal share(String name, String lowest) {
        String text = text(name);
        Matcher range = RANGE.matcher(text);
        String share = range.matches() ? Integer.toString(whole(name)) : text;
        boolean right = share.matches("\\d{1,3}(\\.\\d{1,3})?");
        BigDecimal value = right ? new BigDecimal(share) : BigDecimal.ONE;
        if (!right || value.compareTo(new BigDecimal(lowest)) < 0 || value.compareTo(BigDecimal.valueOf(100)) > 0) {
            notes.refuse(spot(name), "%s has to be between %s and 100 percent, but is '%s'".formatted(name, lowest,
                    Piece.shown(text)));
            return BigDecimal.ONE;
        }
        return value;
    }

    Duration seconds(String name) {
        return span(name, Duration.ofSeconds(1));
    }

    Duration millis(String name) {
        return span(name, Duration.ofMillis(1));
    }

    private Duration span(String name, Duration unit) {
        String text = text(name);
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            notes.differently(spot(name), "%s is a range; its lower end %s is taken".formatted(name, range.group(1)));
        }
        Optional<Duration> span = Units.span(range.matches() ? range.group(1) : text, unit);
        if (span.isEmpty()) {
            notes.refuse(spot(name),
                    "%s has to be a number or a duration such as 30s, but is '%s'".formatted(name, Piece.shown(text)));
        }
        return span.orElse(Duration.ZERO);
    }

    boolean flag(String name) {
        String text = text(name).toLowerCase(java.util.Locale.ROOT);
        if (!Set.of("", "true", "false", "enable", "disable", "1", "0", "t", "f").contains(text)) {
            notes.refuse(spot(name), "%s has to be true or false, but is '%s'".formatted(name, Piece.shown(text)));
        }
        return Set.of("true", "enable", "1", "t").contains(text);
    }

    /** Words with commas between them; also a JSON list. */
    List<String> list(String name) {
        String text = text(name);
        if (text.startsWith("[")) {
            return json(name, text).map(tree -> tree.valueStream().map(JsonNode::asString).map(String::strip)
                    .filter(word -> !word.isEmpty()).toList()).orElse(List.of());
        }
        return Stream.of(text.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }

    /** A JSON object of texts. */
    Map<String, String> map(String name) {
        String text = text(name);
        Map<String, String> map = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            json(name, text).ifPresent(tree -> tree.propertyStream()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asString(""))));
        }
        return map;
    }

    private Optional<JsonNode> json(String name, String text) {
        try {
            return Optional.of(Wire.mapper().readTree(text));
        } catch (JacksonException e) {
            notes.refuse(spot(name), "%s has to be JSON, but is '%s'".formatted(name, Piece.shown(text)));
            return Optional.empty();
        }
    }

    /** Notes what the engine gives and nobody used. */
    void rest() {
        for (Map.Entry<String, Piece> entry : given.entrySet()) {
            String name = entry.getKey();
            if (used.contains(name) || entry.getValue().isNothing()) {
                continue;
            }
            Optional<Tunable> known = form.all().filter(each -> each.name().equals(name)).findFirst();
            String reason = known.map(Tunable::remark).filter(remark -> !remark.isEmpty())
                    .orElse("nothing of %s is tuned by it here".formatted(form.name()));
            if (known.filter(each -> each.treatment() == Treatment.DIFFERENTLY).isEmpty()) {
                notes.ignore(entry.getValue().spot(), "%s is left out: %s".formatted(Piece.shown(name), reason));
            } else if (!entry.getValue().raw().strip().equalsIgnoreCase(known.get().preset())) {
                notes.differently(entry.getValue().spot(), "%s: %s".formatted(name, reason));
            }
        }
    }
}
