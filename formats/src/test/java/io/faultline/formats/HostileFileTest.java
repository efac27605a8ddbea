package io.faultline.formats;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostileFileTest {
    @BeforeAll
    static void loadTheSchemaOnce() {
        ExperimentFile.read("kind: x", "warm.yaml");
    }

    static Stream<Arguments> attacks() {
        String laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + IntStream.range(1, 12).mapToObj(
                i -> "a%d: &a%d [%s]".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10))).reduce("",
                        (all, line) -> all + line + "\n");
        String tower = "b0: &b0 " + "[".repeat(40) + "]".repeat(40) + "\nb1: " + "[".repeat(40) + "*b0"
                + "]".repeat(40);
        return Stream.of(Arguments.of("alias bomb", laughs, "more than 50000 values"),
                Arguments.of("tower of aliases", tower, "nested more than 64 levels"),
                Arguments.of("deep brackets", "[".repeat(400_000), "nested more than 64 levels"),
                Arguments.of("deep mappings", "{a: ".repeat(200_000), "nested more than 64 levels"),
                Arguments.of("deep dashes", "- ".repeat(400_000), "nested more than 64 levels"),
                Arguments.of("too large", "x".repeat(2_000_000), "larger than 1 MB"),
                Arguments.of("many values", "[" + "1,".repeat(400_000) + "]", "more than 50000 values"),
                Arguments.of("java object", "a: !!java.net.URL [\"http://example.org\"]", "plain data"),
                Arguments.of("local tag", "a: !exec ls", "plain data"),
                Arguments.of("control characters", "a: \u0001", "not YAML"),
                Arguments.of("huge number", "a: " + "9".repeat(900_000), "unknown field 'a'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefusedAtOnceAndByPlace(String name, String text, String reason) {
        Read read = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ExperimentFile.read(text, "f"));
        assertThat(read).isInstanceOfSatisfying(Read.Invalid.class, invalid -> assertThat(invalid.findings())
                .anySatisfy(finding -> assertThat(finding.toString()).contains(reason).matches("f:\\d+:\\d+: .*")
                        .hasSizeLessThan(400)));
    }

    @Property(tries = 500)
    void anyTextIsAnAnswer(@ForAll @StringLength(max = 200) String text) {
        assertThat(ExperimentFile.read(text, "f")).isInstanceOf(Read.Invalid.class);
    }
}
