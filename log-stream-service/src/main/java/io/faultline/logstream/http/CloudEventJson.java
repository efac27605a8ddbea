package io.faultline.logstream.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.faultline.contracts.wire.Wire;
import io.faultline.logstream.tail.Encoding;
import io.faultline.logstream.tail.Frame;
import io.faultline.logstream.tail.Kept;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudEvents 1.0 in JSON, structured mode, and the same as a server-sent event. The extension <code>sequence</code> is
 * the place to go on from. A value that is no JSON is shown as <code>data_base64</code>.
 */
@Component
final class CloudEventJson implements Encoding {
    JsonNode of(Kept kept) {
        ObjectNode event = Wire.mapper().createObjectNode();
        event.put("specversion", "1.0").put("id", kept.id()).put("type", kept.type()).put("source", kept.source())
                .put("subject", kept.run());
        optional(event, "time", kept.time());
        optional(event, "projectid", kept.project());
        optional(event, "traceparent", kept.traceparent());
        event.put("sequence", Long.toString(kept.sequence()));
        try {
            event.set("data", Wire.mapper().readTree(kept.value()));
        } catch (JacksonException e) {
            event.put("data_base64", Base64.getEncoder().encodeToString(kept.value()));
        }
        return event;
    }

    private static void optional(ObjectNode event, String name, @Nullable String value) {
        if (value != null) {
            event.put(name, value);
        }
    }

    @Override
    public Frame frame(Kept kept) {
        String event = "id: %d\nevent: %s\ndata: %s\n\n".formatted(kept.sequence(),
                kept.type().replaceAll("[\\r\\n]", " "), Wire.mapper().writeValueAsString(of(kept)));
        return new Frame(kept.sequence(), kept.type(), event.getBytes(StandardCharsets.UTF_8));
    }
}
