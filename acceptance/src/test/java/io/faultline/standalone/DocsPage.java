package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page to type along with: blocks of <code>sh</code>, each perhaps followed by a block of <code>text</code>, what it
 * shows.
 */
record DocsPage(List<Step> steps) {
    private static final Pattern BLOCK = Pattern.compile("```(sh|text)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\\b(?=[0-9a-f]*\\d)[0-9a-f][0-9a-fA-FTZ.:-]*");

    /** What is typed, and the lines it shows among others. */
    record Step(String typed, List<String> shown) {
        /** It keeps the terminal to itself. */
        boolean stays() {
            return typed.equals("./faultline dev");
        }

        /** It may be typed again until it shows what it should. */
        boolean onlyLooks() {
            return typed.matches("(?s)(sleep 1\n)?(ps|tail|\\./faultline (faults|events|audit|plan)) .*");
        }

        /** The first line of the page that is not among these. */
        List<String> missingIn(List<String> output) {
            List<String> seen = output.stream().map(Step::withoutNumbers).toList();
            return shown.stream()
                    .filter(line -> seen.stream().noneMatch(each -> each.contains(withoutNumbers(line)))).toList();
        }

        private static String withoutNumbers(String line) {
            return NUMBER.matcher(line).replaceAll("#").replaceAll("\\s+", " ").strip();
        }
    }

    static DocsPage read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(file));
        while (blocks.find()) {
            String text = blocks.group(2).strip();
            if (blocks.group(1).equals("sh")) {
                steps.add(new Step(text, List.of()));
            } else {
                Step last = steps.removeLast();
                steps.add(new Step(last.typed(), text.lines().toList()));
            }
        }
        return new DocsPage(List.copyOf(steps));
    }
}
