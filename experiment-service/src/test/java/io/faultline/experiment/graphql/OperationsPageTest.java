package io.faultline.experiment.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/harness-litmus-api.md says of every operation whether it works, and nothing works that no test has asked. */
class OperationsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "harness-litmus-api.md");
    private static final Path TESTS = Path.of("src", "test", "java", "io", "faultline", "experiment", "graphql");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private record Row(List<String> operations, String status, String why) {}

    private static List<Row> rows() throws IOException {
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("| operation |"), page.indexOf("## Logging in"));
        List<Row> rows = new ArrayList<>();
        table.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split("\\|");
            rows.add(new Row(NAME.matcher(cells[1]).results().map(each -> each.group(1)).toList(), cells[2].strip(),
                    cells.length > 3 ? cells[3].strip() : ""));
        });
        return rows;
    }

    @Test
    void everyOperationOfTheSchemasHasExactlyOneRow() throws IOException {
        List<String> named = rows().stream().flatMap(row -> row.operations().stream()).toList();
        assertThat(named).doesNotHaveDuplicates();
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/graphql/operations.txt"))) {
            assertThat(new TreeSet<>(named)).isEqualTo(new TreeSet<>(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()));
        }
    }

    @Test
    void whatIsSaidToWorkIsAskedInATestAndWhatIsNotSaysWhy() throws IOException {
        String documents = documents();
        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            if (row.status().startsWith("works")) {
                assertThat(row.operations()).allSatisfy(operation -> assertThat(
                        Pattern.compile("\\b%s\\s*[({]|\"%s\"".formatted(operation, operation)).matcher(documents)
                                .results()
                                .map(MatchResult::group))
                        .as("asked in a test").isNotEmpty());
            } else {
                assertThat(row.why()).isNotBlank();
            }
        });
    }

    /** The other page names tests; whoever renames one has to say so there. */
    @Test
    void everyTestNamedInTheListOfDefectsIsThere() throws IOException {
        String page = Files.readString(PAGE.resolveSibling("harness-litmus.md"));
        String table = page.substring(page.indexOf("## What goes wrong there"), page.indexOf("<!-- generated"));
        List<MatchResult> named = Pattern.compile("`(\\w+(?:Test|IT|Contract))\\.(\\w+)`").matcher(table).results()
                .toList();
        Map<String, String> tests = tests();
        assertThat(named).hasSizeGreaterThan(20).allSatisfy(each -> assertThat(
                tests.getOrDefault(each.group(1) + ".java", "")).contains("void " + each.group(2) + "("));
    }

    /** What stands in the tests of all rooms, by the names of their files. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> rooms = Files.list(Path.of(".."))) {
            for (Path room : rooms.map(each -> each.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(room)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        tests.merge(file.getFileName().toString(), Files.readString(file), String::concat);
                    }
                }
            }
        }
        return tests;
    }

    private static String documents() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(TESTS), Stream.of(TESTS.resolveSibling("HubIT.java")))) {
            return files.filter(file -> file.toString().endsWith("IT.java")).map(file -> {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).collect(Collectors.joining("\n"));
        }
    }
}
