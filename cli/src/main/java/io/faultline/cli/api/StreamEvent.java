package io.faultline.cli.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fact, log line or sample as it comes from a stream: a CloudEvent in structured form. A type this version does not
 * know is passed on as JSON; a gap says how many were left out for a reader too slow.
 */
public record StreamEvent(String type, JsonNode json) {
    public static final String GAP = "gap";
    private static final FactCodec CODEC = new FactCodec();

    static StreamEvent of(ServerEvent event) {
        JsonNode json = Wire.mapper().readTree(event.data());
        return json.has("specversion") ? of(json) : new StreamEvent(event.name(), json);
    }

    public static StreamEvent of(JsonNode cloudEvent) {
        return new StreamEvent(cloudEvent.path("type").asString(""), cloudEvent);
    }

    public boolean isGap() {
        return GAP.equals(type);
    }

    /** How many were left out. */
    public long missed() {
        return json.path("missed").asLong(json.path("count").asLong(0));
    }

    /** The record it carries, when this version knows its type and can read it. */
    public Optional<Record> published() {
        JsonNode data = json.path("data");
        if (!data.isObject()) {
            return Optional.empty();
        }
        FactCodec.Decoded decoded = CODEC.decode(type, Wire.mapper().writeValueAsBytes(data));
        return decoded instanceof FactCodec.Decoded.Known known ? Optional.of(known.value()) : Optional.empty();
    }

    public @Nullable Instant time() {
        try {
            String time = json.path("time").asString("");
            return time.isEmpty() ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The trace it belongs to: the second part of its traceparent. */
    public @Nullable String trace() {
        String[] parts = json.path("traceparent").asString("").split("-", -1);
        return parts.length < 3 || parts[1].matches("0*") ? null : parts[1];
    }
}
