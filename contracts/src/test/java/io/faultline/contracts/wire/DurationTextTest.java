package io.faultline.contracts.wire;

import java.time.Duration;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"10s, PT10S", "500ms, PT0.5S", "1m30s, PT1M30S", "1.5s, PT1.5S", "90s, PT1M30S", "1h, PT1H",
            "0s, PT0S", "250us, PT0.00025S", "7ns, PT0.000000007S", "-2s, PT-2S", "1h0.001s, PT1H0.001S"})
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(DurationText.parse(text).duration()).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "10 s", "ten", "1d", "1.s", ".5s", "10s!", "PT10S", "99999999999h"})
    void refusesWhatIsNoDuration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text))
                .withMessageStartingWith("'" + text + "' is ");
    }

    @Property
    void whatIsWrittenReadsTheSame(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(nanos == Long.MIN_VALUE ? 0 : nanos);
        String text = new DurationText(duration).toString();
        assertThat(text).matches(DurationText.PATTERN);
        assertThat(DurationText.parse(text).duration()).isEqualTo(duration);
    }
}
