package io.faultline.contracts.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns what is published into bytes and back; what cannot be read is an answer, not an exception. A word this version
 * does not know (a newer writer has it) is read as the cautious one of its kind, where there is one:
 * docs/decisions/0009.
 */
public record FactCodec(JsonMapper mapper) {
    public FactCodec() {
        this(Wire.mapper().rebuild().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE).build());
    }

    /** What came of reading a record's value. */
    public sealed interface Decoded {
        /** A record this version knows. */
        record Known(Record value) implements Decoded {}

        /** A type this version does not know: to be skipped and counted, never retried. */
        record UnknownType(String type) implements Decoded {}

        /** A type it knows, in bytes it cannot read: poison. */
        record Unreadable(String reason) implements Decoded {}
    }

    public byte[] encode(Record published) {
        FactType.of(published);
        return mapper.writeValueAsBytes(published);
    }

    public Decoded decode(String wireName, byte[] value) {
        return FactType.named(wireName).<Decoded>map(type -> read(type, value))
                .orElseGet(() -> new Decoded.UnknownType(wireName));
    }

    private Decoded read(FactType type, byte[] value) {
        try {
            Record read = mapper.readValue(value, type.record());
            if (read == null) {
                return new Decoded.Unreadable(type.wireName() + ": the value is null");
            }
            return RequiredFields.missingIn(read).<Decoded>map(
                    field -> new Decoded.Unreadable(type.wireName() + ": '" + field + "' is missing"))
                    .orElseGet(() -> new Decoded.Known(read));
        } catch (StackOverflowError e) {
            return new Decoded.Unreadable(type.wireName() + ": it is nested too deeply");
        } catch (JacksonException | IllegalArgumentException e) {
            String reason = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
            return new Decoded.Unreadable(type.wireName() + ": " + reason);
        }
    }
}
