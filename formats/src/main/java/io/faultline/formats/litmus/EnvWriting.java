package io.faultline.formats.litmus;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.wire.DurationText;
import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tunables of a fault as they are written, in order. */
final class EnvWriting {
    private final ArrayNode env = JsonNodeFactory.instance.arrayNode();
    private final Losses losses;

    EnvWriting(Losses losses) {
        this.losses = losses;
    }

    boolean says(String name, String value) {
        return env.valueStream().anyMatch(
                item -> item.path("name").asString().equals(name) && item.path("value").asString().equals(value));
    }

    ArrayNode env() {
        return env;
    }

    Losses losses() {
        return losses;
    }

    EnvWriting set(String name, Object value) {
        ObjectNode item = env.addObject();
        item.put("name", name);
        item.put("value", value.toString());
        return this;
    }

    EnvWriting list(String name, List<?> words) {
        return set(name, String.join(",", words.stream().map(Object::toString).toList()));
    }

    EnvWriting json(String name, Object value) {
        Object ordered = value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
        return set(name, Wire.mapper().writeValueAsString(ordered));
    }

    EnvWriting seconds(String name, Duration span) {
        return span(name, span, Duration.ofSeconds(1), "seconds");
    }

    EnvWriting millis(String name, Duration span) {
        return span(name, span, Duration.ofMillis(1), "milliseconds");
    }

    /** Litmus takes what is no whole number for 0, so it is the next one that is written. */
    private EnvWriting span(String name, Duration span, Duration unit, String units) {
        BigDecimal nanos = BigDecimal.valueOf(span.getSeconds()).movePointRight(9)
                .add(BigDecimal.valueOf(span.getNano()));
        BigDecimal[] whole = nanos.divideAndRemainder(BigDecimal.valueOf(unit.toNanos()));
        boolean rest = whole[1].signum() > 0;
        BigDecimal value = rest ? whole[0].add(BigDecimal.ONE) : whole[0];
        losses.changeIf(rest, name, "Litmus counts it in whole %s: %s is written as %s".formatted(units,
                new DurationText(span), value.toPlainString()));
        return set(name, value.toPlainString());
    }

    /** A size in units of so many bytes. */
    EnvWriting size(String name, ByteSize size, long unit) {
        losses.loseIf(size.bytes() % unit != 0, name, "%s is no whole number of %d MB".formatted(size, unit >> 20));
        return set(name, Math.max(1, size.bytes() / unit));
    }

    EnvWriting percent(String name, int percent) {
        return set(name, BigDecimal.valueOf(percent, 2).toPlainString());
    }
}
