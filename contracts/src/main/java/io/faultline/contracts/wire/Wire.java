package io.faultline.contracts.wire;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faultline.contracts.experiment.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How every record looks as JSON, on Kafka, over HTTP and in files: one mapper's settings. */
public final class Wire {
    private static final JsonMapper MAPPER = configure(JsonMapper.builder()).build();

    private Wire() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Gives a mapper the wire's settings: absent values are left out, unknown fields are read over (a newer writer may
     * have added them), durations and sizes are text.
     */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        SimpleModule module = new SimpleModule("faultline");
        module.addSerializer(Duration.class, new DurationWriter());
        module.addDeserializer(Duration.class, new DurationReader());
        module.addSerializer(Fault.class, new FaultJson.Writer());
        module.addDeserializer(Fault.class, new FaultJson.Reader());
        return builder.addModule(module).annotationIntrospector(new RequiredIsForSchemas())
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    /** What is missing reaches the record, whose constructor says all that is wrong instead of the first thing. */
    private static final class RequiredIsForSchemas extends JacksonAnnotationIntrospector {
        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return null;
        }
    }

    private static final class DurationWriter extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
            json.writeString(new DurationText(value).toString());
        }
    }

    private static final class DurationReader extends ValueDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) {
            return DurationText.parse(json.getString()).duration();
        }
    }
}
