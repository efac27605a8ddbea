package io.faultline.contracts.wire;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.RunPart;
import io.faultline.contracts.wire.FactCodec.Decoded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Case 28: services of two versions on one topic; every golden sample is read by both. docs/decisions/0009. */
class EvolutionTest {
    /** What is to be done is never guessed: these have no cautious reading, and who cannot read them does nothing. */
    private static final Set<Class<?>> TO_BE_DONE = Set.of(MeasurePhase.class, RunPart.class);
    private final FactCodec codec = new FactCodec();

    static Stream<Path> samples() throws IOException {
        return SamplesTest.samples();
    }

    /** An old consumer, a new producer: fields are added, at every depth. */
    @ParameterizedTest
    @MethodSource("samples")
    void readsOverFieldsAddedLater(Path sample) throws IOException {
        JsonNode newer = Wire.mapper().readTree(Files.readString(sample));
        addEverywhere(newer);
        assertThat(decode(sample, newer)).isEqualTo(codec.decode(typeOf(sample), Files.readAllBytes(sample)));
    }

    private static void addEverywhere(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyStream().map(Map.Entry::getValue).forEach(EvolutionTest::addEverywhere);
            if (!isFreeForm(object)) {
                object.putObject("addedMuchLater").put("a", 1).putArray("list").add(true);
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(EvolutionTest::addEverywhere);
        }
    }

    /** Maps from names somebody chose, and what is measured: there a further entry means something. */
    private static boolean isFreeForm(ObjectNode object) {
        return object.isEmpty() || object.propertyStream().noneMatch(each -> each.getKey().matches(
                "run|name|id|type|kind|outcome|maxTargets|score|step|fault|probe|url|port"));
    }

    /** A new consumer, an old producer: what may be absent is absent. */
    @ParameterizedTest
    @MethodSource("samples")
    void doesWithoutFieldsThatMayBeAbsent(Path sample) throws IOException {
        Class<? extends Record> type = FactType.named(typeOf(sample)).orElseThrow().record();
        ObjectNode older = (ObjectNode) Wire.mapper().readTree(Files.readString(sample));
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                older.remove(component.getName());
            }
        }
        assertThat(decode(sample, older)).isInstanceOf(Decoded.Known.class);
    }

    /** An old consumer, a new producer: words are added where there is a choice. */
    @ParameterizedTest
    @CsvSource({"run-stopping,cause,aborted", "run-settled,ending,stopped", "run-settled,cause,aborted",
            "fault-reverted,reason,stopped", "fault-failed,failed,revert", "fault-failed,refusal,not-possible",
            "probe-result,outcome,unmeasurable", "run-completed,verdict,unknown", "run-completed,phase,Error",
            "log-line,level,warn"})
    void takesAWordItDoesNotKnowForTheCautiousOne(String fact, String field, String cautious) throws IOException {
        Path sample = sample(fact);
        ObjectNode newer = (ObjectNode) Wire.mapper().readTree(Files.readString(sample));
        Decoded asCautious = decode(sample, newer.deepCopy().put(field, cautious));
        assertThat(asCautious).isInstanceOf(Decoded.Known.class);
        assertThat(decode(sample, newer.put(field, "a-word-of-the-future"))).isEqualTo(asCautious);
    }

    @Test
    void everyWordOfWhatHappenedHasACautiousOneAmongItsKind() {
        Map<String, Boolean> decided = new TreeMap<>();
        for (JavaClass each : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.faultline.contracts.run", "io.faultline.contracts.verdict")) {
            Class<?> type = each.reflect();
            if (type.isEnum()) {
                decided.put(type.getName(), hasDefault(type) != TO_BE_DONE.contains(type));
            }
        }
        Set<String> undecided = new TreeSet<>(decided.keySet());
        undecided.removeIf(name -> Boolean.TRUE.equals(decided.get(name)));
        assertThat(decided).hasSizeGreaterThan(8);
        assertThat(undecided).as("mark the cautious word with @JsonEnumDefaultValue, or list it as to be done")
                .isEmpty();
    }

    private static boolean hasDefault(Class<?> type) {
        return Stream.of(type.getFields()).anyMatch(field -> field.isAnnotationPresent(JsonEnumDefaultValue.class));
    }

    /** Nobody guesses what a step is: who cannot read it leaves it, and the scheduler finds it overdue. */
    @Test
    void doesNotGuessWhatIsToBeDone() throws IOException {
        for (Path sample : samples().filter(each -> typeOf(each).contains("step-due")).toList()) {
            ObjectNode newer = (ObjectNode) Wire.mapper().readTree(Files.readString(sample));
            ((ObjectNode) newer.get("step")).put("kind", "a-step-of-the-future");
            assertThat(decode(sample, newer)).isInstanceOf(Decoded.Unreadable.class);
        }
        Path sample = sample("probe-result");
        ObjectNode newer = (ObjectNode) Wire.mapper().readTree(Files.readString(sample));
        assertThat(decode(sample, newer.put("phase", "a-phase-of-the-future")))
                .isInstanceOfSatisfying(Decoded.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("a-phase-of-the-future"));
    }

    @Test
    void aValueThatWouldOverflowTheStackIsUnreadable() throws IOException {
        for (Path sample : List.of(sample("run-planned"), sample("experiment-requested"))) {
            String text = Files.readString(sample);
            String longest = text.replaceFirst("\"(duration|budget|timeout|every)\": \"[^\"]*\"",
                    "\"$1\": \"" + "1s".repeat(50_000) + "\"");
            assertThat(longest).hasSizeGreaterThan(100_000);
            assertThat(codec.decode(typeOf(sample), longest.getBytes(UTF_8))).isInstanceOfSatisfying(
                    Decoded.Unreadable.class, unreadable -> assertThat(unreadable.reason()).hasSizeLessThan(1_000));
        }
    }

    private Decoded decode(Path sample, JsonNode value) {
        return codec.decode(typeOf(sample), Wire.mapper().writeValueAsBytes(value));
    }

    private static Path sample(String fact) {
        return Path.of("src/test/resources/samples/io.faultline." + fact + ".v1/1.json");
    }

    private static String typeOf(Path sample) {
        return sample.getParent().getFileName().toString();
    }
}
