package io.faultline.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of other rooms that say which case they show; the labels of a switch look much the same. */
final class Elsewhere {
    private static final Pattern CASES = Pattern.compile("\\b[Cc]ases? \\d++(?:(?:, | and )\\d++)*+(?! ->)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Elsewhere() {}

    /** Each case's number with the classes that show it. */
    static Map<Integer, TreeSet<String>> in(Path checkout) throws IOException {
        Map<Integer, TreeSet<String>> found = new TreeMap<>();
        try (Stream<Path> rooms = Files.list(checkout)) {
            for (Path tests : rooms.map(room -> room.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(file -> read(file,
                            checkout.relativize(tests).getName(0).toString(), found));
                }
            }
        }
        return found;
    }

    private static void read(Path file, String room, Map<Integer, TreeSet<String>> found) {
        try {
            String name = file.getFileName().toString().replace(".java", "");
            Matcher cases = CASES.matcher(Files.readString(file));
            while (cases.find()) {
                Matcher numbers = NUMBER.matcher(cases.group());
                while (numbers.find()) {
                    found.computeIfAbsent(Integer.parseInt(numbers.group()), _ -> new TreeSet<>())
                            .add(room + " `" + name + "`");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
