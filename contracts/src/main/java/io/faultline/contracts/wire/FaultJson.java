package io.faultline.contracts.wire;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.probe.Probe;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * A fault's JSON: its spec's fields stand beside its own, told apart by <code>type</code>. Jackson unwraps no
 * polymorphic value, hence by hand.
 */
final class FaultJson {
    private FaultJson() {}

    /** A fault's own fields: everything of {@link Fault} but its spec; what is absent gets its default there. */
    private record Settings(String name, Duration duration, Duration interval,
            Duration ramp, Sequence sequence, Integer weight,
            List<Probe> probes) {}

    static final class Writer extends ValueSerializer<Fault> {
        @Override
        public void serialize(Fault fault, JsonGenerator json, SerializationContext context) {
            json.writeStartObject();
            json.writeStringProperty("name", fault.name());
            json.writeStringProperty("type", FaultType.of(fault.spec()).wireName());
            JsonNode spec = Wire.mapper().valueToTree(fault.spec());
            spec.propertyStream().forEach(field -> {
                json.writeName(field.getKey());
                context.writeValue(json, field.getValue());
            });
            context.defaultSerializeProperty("duration", fault.duration(), json);
            context.defaultSerializeProperty("interval", fault.interval(), json);
            context.defaultSerializeProperty("ramp", fault.ramp(), json);
            context.defaultSerializeProperty("sequence", fault.sequence(), json);
            context.defaultSerializeProperty("weight", fault.weight(), json);
            context.defaultSerializeProperty("probes", fault.probes(), json);
            json.writeEndObject();
        }
    }

    static final class Reader extends ValueDeserializer<Fault> {
        @Override
        public Fault deserialize(JsonParser json, DeserializationContext context) {
            JsonNode tree = context.readTree(json);
            String type = tree.path("type").asString("");
            Class<? extends FaultSpec> kind = FaultType.named(type).map(FaultType::spec).orElse(null);
            if (kind == null) {
                return context.reportInputMismatch(Fault.class, "'%s' is no type of fault", type);
            }
            Settings settings = context.readTreeAsValue(tree, Settings.class);
            FaultSpec spec = context.readTreeAsValue(tree, kind);
            return new Fault(settings.name(), spec, settings.duration(), settings.interval(), settings.ramp(),
                    settings.sequence(), settings.weight(), settings.probes());
        }
    }
}
