package io.faultline.contracts.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every sample ever published decodes for ever: samples are added, never changed. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/samples");
    private static final SchemaRegistry REGISTRY = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final FactCodec codec = new FactCodec();

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeHasASampleAndOneOfANewerVersion(FactType type) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(type.wireName()))) {
            List<String> samples = files.map(SamplesTest::text).toList();
            assertThat(samples).hasSizeGreaterThan(1).anyMatch(sample -> sample.contains("addedLater"));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void decodesAndSaysTheSameAgain(Path sample) throws IOException {
        FactCodec.Decoded decoded = codec.decode(typeOf(sample).wireName(), Files.readAllBytes(sample));
        assertThat(decoded).isInstanceOf(FactCodec.Decoded.Known.class);
        Record fact = ((FactCodec.Decoded.Known) decoded).value();
        assertThat(codec.decode(FactType.of(fact).wireName(), codec.encode(fact))).isEqualTo(decoded);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fitsItsPublishedSchema(Path sample) throws IOException {
        FactType type = typeOf(sample);
        Schema schema = REGISTRY.getSchema(text(Path.of("schemas/facts", type.wireName() + ".schema.json")));
        List<Error> errors = schema.validate(text(sample), InputFormat.JSON);
        assertThat(errors).isEmpty();
        Record fact = ((FactCodec.Decoded.Known) codec.decode(type.wireName(), Files.readAllBytes(sample))).value();
        assertThat(schema.validate(Wire.mapper().writeValueAsString(fact), InputFormat.JSON)).isEmpty();
    }

    @Test
    void noSampleLiesUnderANameNobodyKnows() throws IOException {
        assertThat(samples().map(sample -> sample.getParent().getFileName().toString()))
                .allMatch(name -> FactType.named(name).isPresent());
    }

    private static FactType typeOf(Path sample) {
        return FactType.named(sample.getParent().getFileName().toString()).orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
