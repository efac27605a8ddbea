package io.faultline.contracts.verdict;

import java.math.BigDecimal;

import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ResilienceScoreTest {
    @Test
    void isCutToTwoDecimalsNotRounded() {
        assertThat(ResilienceScore.of(200, 3).percent()).isEqualByComparingTo("66.66");
        assertThat(new ResilienceScore(new BigDecimal("99.999")).percent()).isEqualByComparingTo("99.99");
    }

    @Test
    void isNothingWithoutAnyWeight() {
        assertThat(ResilienceScore.of(0, 0)).isEqualTo(ResilienceScore.ZERO);
    }

    @Test
    void liesBetween0And100() {
        assertThat(ResilienceScore.of(100, 1)).hasToString("100");
        assertThatIllegalArgumentException().isThrownBy(() -> ResilienceScore.of(101, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ResilienceScore.of(-1, 1));
    }

    @Test
    void isAPlainNumberInJson() {
        assertThat(Wire.mapper().writeValueAsString(ResilienceScore.of(200, 3))).isEqualTo("66.66");
        assertThat(Wire.mapper().readValue("66.66", ResilienceScore.class)).isEqualTo(ResilienceScore.of(200, 3));
    }
}
