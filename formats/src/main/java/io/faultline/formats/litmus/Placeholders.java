package io.faultline.formats.litmus;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.faultline.formats.yaml.YamlReader;

/**
 * Argo's placeholders, put in as Argo does: in the text, before it is read. One that is only known when a workflow runs
 * stays, marked by characters of the private use area, so that the text is still YAML and only who needs it complains.
 */
final class Placeholders {
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';
    private static final Pattern TAG = Pattern.compile("\\{\\{([^{}]{0,200})\\}\\}");
    private static final Pattern MARKED = Pattern.compile(OPEN + "([^" + CLOSE + "]*)" + CLOSE);

    private Placeholders() {}

    /** The text with everything put in that is known; empty when it grows beyond what is read. */
    static Optional<String> fill(String text, Map<String, String> values) {
        Matcher tag = TAG.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (tag.find()) {
            String name = tag.group(1).strip();
            String value = values.get(name);
            tag.appendReplacement(filled, Matcher.quoteReplacement(value == null ? OPEN + name + CLOSE : value));
            if (filled.length() > YamlReader.MOST_CHARACTERS) {
                return Optional.empty();
            }
        }
        tag.appendTail(filled);
        return Optional.of(filled.toString());
    }

    /** The first placeholder a text still holds. */
    static Optional<String> openIn(String text) {
        Matcher marked = MARKED.matcher(text);
        if (marked.find()) {
            return Optional.of(marked.group(1));
        }
        Matcher tag = TAG.matcher(text);
        return tag.find() ? Optional.of(tag.group(1).strip()) : Optional.empty();
    }

    /** The text as its author wrote it. */
    static String restored(String text) {
        return MARKED.matcher(text).replaceAll(marked -> Matcher.quoteReplacement("{{" + marked.group(1) + "}}"));
    }
}
