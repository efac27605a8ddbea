package io.faultline.formats.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells numbers, truth values and nothing from text, by YAML 1.2's core schema; refuses tags beyond it. */
public record Scalars(List<Trouble> troubles) {
    private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();
    private static final Set<String> PLAIN_TAGS = Set.of("!", Tag.STR.getValue(), Tag.INT.getValue(),
            Tag.FLOAT.getValue(), Tag.BOOL.getValue(), Tag.NULL.getValue(), Tag.SEQ.getValue(), Tag.MAP.getValue());
    private static final int LONGEST_NUMBER = 40;

    YamlNode read(ScalarEvent event) {
        Place place = Place.of(event.getStartMark());
        refuseForeignTag(event.getTag(), place);
        String written = event.getValue();
        boolean isText = event.getTag().isPresent() ? !isNumeric(event.getTag().get()) : !event.isPlain();
        JsonNode value = isText ? text(written) : value(written);
        return new YamlNode.Scalar(place, value, written);
    }

    void refuseForeignTag(Optional<String> tag, Place place) {
        tag.filter(name -> !PLAIN_TAGS.contains(name)).ifPresent(name -> troubles.add(Trouble.at(place,
                "tag %s is not accepted; experiments are plain data".formatted(shown(name)))));
    }

    /** Whether these words, written plainly, are read as text. */
    public static boolean isText(String written) {
        return CORE.resolve(written, true).equals(Tag.STR);
    }

    private static String shown(String tag) {
        return tag.startsWith(Tag.PREFIX) ? "!!" + tag.substring(Tag.PREFIX.length()) : tag;
    }

    private static boolean isNumeric(String tag) {
        return !tag.equals("!") && !tag.equals(Tag.STR.getValue());
    }

    private static JsonNode value(String written) {
        Tag tag = CORE.resolve(written, true);
        if (tag.equals(Tag.NULL)) {
            return JsonNodeFactory.instance.nullNode();
        } else if (tag.equals(Tag.BOOL)) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(written));
        } else if (written.length() > LONGEST_NUMBER) {
            return text(written);
        } else if (tag.equals(Tag.INT)) {
            return whole(written);
        } else if (tag.equals(Tag.FLOAT) && Character.isDigit(written.charAt(written.length() - 1))) {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(written));
        }
        return text(written);
    }

    private static JsonNode whole(String written) {
        BigInteger value = written.startsWith("0x")
                ? new BigInteger(written.substring(2), 16)
                : written.startsWith("0o") ? new BigInteger(written.substring(2), 8) : new BigInteger(written);
        if (value.bitLength() < Integer.SIZE) {
            return JsonNodeFactory.instance.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE
                ? JsonNodeFactory.instance.numberNode(value.longValue())
                : JsonNodeFactory.instance.numberNode(value);
    }

    private static JsonNode text(String written) {
        return JsonNodeFactory.instance.stringNode(written);
    }
}
