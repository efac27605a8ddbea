package io.faultline.contracts.schema;

import java.util.Locale;
import java.util.stream.Stream;

import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes the AsyncAPI document: what lies on which topic, for whoever consumes Faultline's facts. */
final class AsyncApi {
    private static final String SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";

    private AsyncApi() {}

    static String document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("asyncapi", "3.0.0");
        document.putObject("info").put("title", "Faultline").put("version", "1.0.0").put("description",
                "The facts of every run, one ordered log a run: CloudEvents 1.0 in Kafka's binary content mode, "
                        + "plain JSON values, key = run id. Inside a version only additions, also of words where there is a choice; skip types you do not know.")
                .putObject("license").put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        for (Topics topic : Topics.values()) {
            channel(channels.putObject(nameOf(topic)), topic);
            operations.putObject("consume" + capital(nameOf(topic))).put("action", "receive").putObject("channel")
                    .put("$ref", "#/channels/" + nameOf(topic));
        }
        for (FactType type : FactType.values()) {
            message(messages.putObject(nameOf(type)), type);
        }
        deadLetter(messages.putObject("DeadLetter"));
        headers(components.putObject("schemas").putObject("CloudEventHeaders"));
        return YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES).disable(YAMLWriteFeature.SPLIT_LINES).build()
                .writeValueAsString(document);
    }

    private static void channel(ObjectNode channel, Topics topic) {
        channel.put("address", topic.topic()).put("description", switch (topic) {
            case RUNS -> "The facts of all runs; those of one run are in order.";
            case LOGS -> "Log lines and probe samples. A loss is no error, but a hole in a source's sequence shows it.";
            case DEAD -> "Records nobody could read or apply, as they were, with the reason in their headers.";
        });
        ObjectNode messages = channel.putObject("messages");
        Stream.of(FactType.values()).filter(type -> type.topic() == topic).map(AsyncApi::nameOf)
                .forEach(name -> messages.putObject(name).put("$ref", "#/components/messages/" + name));
        if (topic == Topics.DEAD) {
            messages.putObject("DeadLetter").put("$ref", "#/components/messages/DeadLetter");
        }
    }

    private static void message(ObjectNode message, FactType type) {
        message.put("name", type.wireName()).put("title", nameOf(type)).put("contentType", "application/json");
        ObjectNode headers = message.putObject("headers");
        headers.putArray("allOf").addObject().put("$ref", "#/components/schemas/CloudEventHeaders");
        headers.putObject("properties").putObject(CloudEventHeaders.TYPE.header()).put("const", type.wireName());
        message.putObject("payload").put("schemaFormat", SCHEMA_FORMAT).putObject("schema").put("$ref",
                "./schemas/facts/" + type.wireName() + ".schema.json");
        kafkaKey(message);
    }

    private static void deadLetter(ObjectNode message) {
        message.put("name", "dead-letter").put("title", "DeadLetter").put("description",
                "The value and headers of the record as it was; further headers say why it lies here.");
        message.putObject("payload").put("description", "The bytes of the record as it was.");
        kafkaKey(message);
    }

    private static void kafkaKey(ObjectNode message) {
        ObjectNode key = message.putObject("bindings").putObject("kafka").putObject("key");
        key.put("type", "string").put("format", "uuid").put("description", "The run.");
    }

    private static void headers(ObjectNode headers) {
        headers.put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        for (CloudEventHeaders header : CloudEventHeaders.values()) {
            properties.putObject(header.header()).put("type", "string").put("description", meaning(header));
            if (header != CloudEventHeaders.TRACEPARENT) {
                headers.withArray("required").add(header.header());
            }
        }
    }

    private static String meaning(CloudEventHeaders header) {
        return switch (header) {
            case ID -> "Unique; a redelivery has the same.";
            case TYPE -> "What happened, with its version.";
            case SOURCE -> "The service that says so.";
            case SUBJECT -> "The run.";
            case TIME -> "When it was said (RFC 3339).";
            case SPEC_VERSION -> "Version of CloudEvents: 1.0.";
            case PROJECT -> "The project that owns the run.";
            case CONTENT_TYPE -> "application/json";
            case TRACEPARENT -> "W3C trace context of what led to it.";
        };
    }

    private static String nameOf(FactType type) {
        return type.record().getSimpleName();
    }

    private static String nameOf(Topics topic) {
        return topic.name().toLowerCase(Locale.ROOT);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
