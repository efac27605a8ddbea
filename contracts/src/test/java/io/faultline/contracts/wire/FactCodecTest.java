package io.faultline.contracts.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.faultline.contracts.wire.FactCodec.Decoded;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FactCodecTest {
    private static final String REVERTED = FactType.FAULT_REVERTED.wireName();
    private final FactCodec codec = new FactCodec();

    @Test
    void skipsATypeItDoesNotKnowWithoutReadingIt() {
        assertThat(codec.decode("io.faultline.fault-reverted.v2", bytes("}{")))
                .isEqualTo(new Decoded.UnknownType("io.faultline.fault-reverted.v2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{}", "[]", "7", "\"text\"", "true", "{\"run\":", "}{", "\u0000",
            "{\"run\":\"no uuid\"}", "{\"run\":7}", "{\"run\":{\"a\":1}}",
            "{\"run\":\"01933f1a-7c00-7a11-8b22-3c44d5e6f701\"}"})
    void saysWhyItCannotReadAValue(String value) {
        assertThat(codec.decode(REVERTED, bytes(value))).isInstanceOfSatisfying(Decoded.Unreadable.class,
                unreadable -> assertThat(unreadable.reason()).startsWith(REVERTED)
                        .hasSizeGreaterThan(REVERTED.length() + 5));
    }

    @Test
    void namesTheFieldThatIsMissing() throws IOException {
        String sample = Files.readString(sample(FactType.FAULT_REVERTED)).replace("\"fault\"", "\"fawlt\"");
        assertThat(codec.decode(REVERTED, bytes(sample)))
                .isEqualTo(new Decoded.Unreadable(REVERTED + ": 'fault' is missing"));
    }

    @ParameterizedTest
    @EnumSource
    void aTruncatedValueIsUnreadableNeverAnException(FactType type) throws IOException {
        byte[] whole = Files.readString(sample(type)).strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length += 7) {
            assertThat(codec.decode(type.wireName(), Arrays.copyOf(whole, length)))
                    .isInstanceOf(Decoded.Unreadable.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyBytesAreAnAnswerNeverAnException(FactType type) {
        assertThat(codec.decode(type.wireName(), new byte[]{(byte) 0xff, (byte) 0xfe, 0, 1, 2}))
                .isInstanceOf(Decoded.Unreadable.class);
        assertThat(codec.decode(type.wireName(), bytes("[".repeat(20_000)))).isInstanceOf(Decoded.Unreadable.class);
    }

    @Property(tries = 300)
    void garbageIsUnreadable(@ForAll byte[] garbage) {
        for (FactType type : FactType.values()) {
            assertThat(codec.decode(type.wireName(), garbage)).isInstanceOf(Decoded.Unreadable.class);
        }
    }

    @Test
    void refusesToPublishWhatHasNoWireName() {
        record Private(String text) {}
        assertThatThrownBy(() -> codec.encode(new Private("x"))).hasMessageContaining("no wire name");
    }

    private static Path sample(FactType type) {
        return Path.of("src/test/resources/samples", type.wireName(), "1.json");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
