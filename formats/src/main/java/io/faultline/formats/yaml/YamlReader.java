package io.faultline.formats.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into a tree with places. Files come from strangers: size, depth and what aliases add up to are
 * bounded, and only plain data is accepted.
 */
public final class YamlReader {
    public static final int MOST_CHARACTERS = 1_000_000;
    public static final int DEEPEST = 64;
    public static final int MOST_VALUES = 50_000;
    private static final Pattern INDENT = Pattern.compile("(?m)^[ \t]+");

    /** What a text holds, as far as it could be read. */
    public record Document(@Nullable YamlNode root, List<Trouble> troubles) {}

    /** Ends the reading; what follows could not be understood. */
    private static final class Unreadable extends RuntimeException {
        private final transient Trouble trouble;

        Unreadable(Place place, String message) {
            super(message);
            trouble = Trouble.at(place, message);
        }
    }

    private final Iterator<Event> events;
    private final List<Trouble> troubles = new ArrayList<>();
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private final Scalars scalars = new Scalars(troubles);
    private int values;
    private int depth;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    public static Document read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return new Document(null, List.of(Trouble.at(Place.START,
                    "the file is larger than 1 MB; an experiment is a few kilobytes of text")));
        }
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS + 1).build();
        YamlReader reader = new YamlReader(new Parse(settings).parseString(withoutTabs(text)).iterator());
        try {
            return new Document(reader.document(), reader.troubles);
        } catch (Unreadable e) {
            reader.troubles.add(e.trouble);
        } catch (MarkedYamlEngineException e) {
            reader.troubles.add(Trouble.at(Place.of(e.getProblemMark()), "this is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            reader.troubles.add(Trouble.at(Place.START, "this is not YAML: " + e.getMessage()));
        }
        return new Document(null, reader.troubles);
    }

    /** JSON may be indented with tabs, YAML may not; a tab and a blank count the same as a column. */
    private static String withoutTabs(String text) {
        boolean isJson = text.stripLeading().startsWith("{") && text.contains("\t");
        return isJson ? INDENT.matcher(text).replaceAll(indent -> " ".repeat(indent.end() - indent.start())) : text;
    }

    private @Nullable YamlNode document() {
        YamlNode root = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent && root != null) {
                throw new Unreadable(Place.of(event.getStartMark()),
                        "a second document starts here; write one experiment a file");
            } else if (event instanceof NodeEvent node) {
                root = node(node);
            }
        }
        if (root == null) {
            throw new Unreadable(Place.START, "the file is empty; 'faultline init' writes an experiment to start from");
        }
        return root;
    }

    private YamlNode node(NodeEvent event) {
        if (event instanceof AliasEvent alias) {
            return resolve(alias);
        }
        count(1, event);
        YamlNode node = switch (event) {
            case ScalarEvent scalar -> scalars.read(scalar);
            case SequenceStartEvent list -> nested(list, () -> items(list));
            case MappingStartEvent map -> nested(map, () -> fields(map));
            default -> throw new Unreadable(Place.of(event.getStartMark()), "this is no value");
        };
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
        return node;
    }

    private YamlNode nested(CollectionStartEvent event, Supplier<YamlNode> content) {
        scalars.refuseForeignTag(event.getTag(), Place.of(event.getStartMark()));
        refuseDeeper(++depth, event);
        YamlNode node = content.get();
        depth--;
        return node;
    }

    private YamlNode resolve(AliasEvent alias) {
        String name = alias.getAlias().getValue();
        YamlNode target = anchors.get(name);
        if (target == null) {
            throw new Unreadable(Place.of(alias.getStartMark()),
                    "alias *%s names no anchor that is complete before it".formatted(name));
        }
        count(target.size(), alias);
        refuseDeeper(depth + target.height(), alias);
        return target;
    }

    private static void refuseDeeper(int depth, Event event) {
        if (depth > DEEPEST) {
            throw new Unreadable(Place.of(event.getStartMark()),
                    "this is nested more than %d levels deep".formatted(DEEPEST));
        }
    }

    private void count(int more, Event event) {
        values += more;
        if (values > MOST_VALUES) {
            throw new Unreadable(Place.of(event.getStartMark()),
                    "up to here the file holds more than %d values, aliases written out".formatted(MOST_VALUES));
        }
    }

    private YamlNode items(SequenceStartEvent start) {
        List<YamlNode> items = new ArrayList<>();
        int size = 1;
        int height = 1;
        while (events.next() instanceof NodeEvent item) {
            YamlNode read = node(item);
            size += read.size();
            height = Math.max(height, read.height() + 1);
            items.add(read);
        }
        return new YamlNode.Items(Place.of(start.getStartMark()), size, height, items);
    }

    private YamlNode fields(MappingStartEvent start) {
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        int size = 1;
        int height = 1;
        while (events.next() instanceof NodeEvent key) {
            Place place = Place.of(key.getStartMark());
            if (!(key instanceof ScalarEvent name)) {
                throw new Unreadable(place, "the name of a field has to be plain text");
            }
            YamlNode value = node((NodeEvent) events.next());
            size += value.size();
            height = Math.max(height, value.height() + 1);
            YamlNode.Field first = fields.putIfAbsent(name.getValue(), new YamlNode.Field(place, value));
            if (first != null) {
                troubles.add(Trouble.at(place, "field '%s' is given twice; it stands at %s already"
                        .formatted(name.getValue(), first.key())));
            }
        }
        return new YamlNode.Fields(Place.of(start.getStartMark()), size, height, fields);
    }
}
