package io.faultline.contracts.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the committed schemas and the page of faults to the records they are generated from. */
class SchemasTest {
    private static final String COMMAND = "mvn -pl contracts test -Dtest=SchemasTest -Dfaultline.regenerate=true";
    private static final String BASE = "https://faultline.io/schemas/";

    @TestFactory
    Stream<DynamicTest> committedDocumentsAreWhatTheRecordsSay() {
        return documents().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
    }

    @Test
    void noSchemaIsLeftOfAFactThatIsGone() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("schemas"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString)).isSubsetOf(documents().keySet());
        }
    }

    @Test
    void everyFieldSaysWhatItMeans() {
        Stream<Class<? extends Record>> published = Stream.of(FactType.values()).map(FactType::record);
        List<String> undescribed = Stream.concat(Stream.of(Experiment.class), published)
                .flatMap(record -> RecordSchemas.undescribedFieldsOf(record).stream()).distinct().toList();
        assertThat(undescribed).as("fields without @JsonPropertyDescription").isEmpty();
    }

    @Test
    void theExamplesOnThePageOfFaultsAreOneOfEach() {
        JsonNode examples = new YAMLMapper().readTree(Path.of("src/test/resources/fault-examples.yaml").toFile());
        List<Fault> faults = examples.path("faults").valueStream()
                .map(each -> Wire.mapper().treeToValue(each, Fault.class)).toList();
        assertThat(faults).extracting(each -> FaultType.of(each.spec())).containsExactly(FaultType.values());
        examples.path("faults").forEach(each -> assertThat(
                Wire.mapper().valueToTree(Wire.mapper().treeToValue(each, Fault.class)).propertyNames())
                .containsAll(each.propertyNames()));
        assertThat(faults).allSatisfy(each -> {
            Complaints complaints = Complaints.collect();
            each.spec().check(complaints);
            assertThat(complaints.found()).isEmpty();
        });
    }

    private static void compare(String file, String expected) throws IOException {
        Path path = Path.of(file);
        if (Boolean.getBoolean("faultline.regenerate")) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, expected);
        }
        assertThat(path).as("%s differs from the records; regenerate it with%n  %s", file, COMMAND).exists()
                .hasContent(expected);
    }

    private static SortedMap<String, String> documents() {
        SortedMap<String, String> documents = new TreeMap<>();
        documents.put("../docs/faults.md", FaultsPage.text());
        documents.put("asyncapi.yaml", AsyncApi.document());
        documents.put("schemas/experiment.schema.json", RecordSchemas.pretty(RecordSchemas
                .closed(Experiment.class, BASE + "experiment.schema.json", "Faultline experiment")));
        for (FactType type : FactType.values()) {
            String file = "facts/" + type.wireName() + ".schema.json";
            documents.put("schemas/" + file, RecordSchemas
                    .pretty(RecordSchemas.open(type.record(), BASE + file, type.record().getSimpleName())));
        }
        return documents;
    }
}
