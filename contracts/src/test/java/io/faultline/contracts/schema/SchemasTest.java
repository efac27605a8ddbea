package io.faultline.contracts.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.FactType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the committed schemas to the records they are generated from. */
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
