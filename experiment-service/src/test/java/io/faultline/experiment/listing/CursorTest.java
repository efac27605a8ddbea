package io.faultline.experiment.listing;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CursorTest {
    @Test
    void isAWordThatFitsInAnAddress() {
        Cursor cursor = new Cursor(Instant.parse("2026-11-21T09:00:00.123456Z"), new UUID(1, 2));
        assertThat(cursor.toString()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "bm8tY3Vyc29y", "MjAyNi8x"})
    void refusesWhatIsNone(String word) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse(word)).withMessageContaining("no cursor");
    }
}
