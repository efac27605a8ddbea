package io.faultline.contracts.verdict;

import java.math.BigDecimal;
import java.math.RoundingMode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A resilience score in percent, 0 to 100, cut (not rounded) to two decimals as Litmus does. */
public record ResilienceScore(@JsonValue BigDecimal percent) {
    public static final ResilienceScore ZERO = new ResilienceScore(BigDecimal.ZERO);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ResilienceScore {
        percent = percent.setScale(2, RoundingMode.DOWN);
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("a resilience score lies between 0 and 100, not " + percent);
        }
    }

    /** The score of these weighted successes; 0 when there is no weight. */
    public static ResilienceScore of(long weightedSuccess, long weights) {
        if (weights == 0) {
            return ZERO;
        }
        return new ResilienceScore(
                BigDecimal.valueOf(weightedSuccess).divide(BigDecimal.valueOf(weights), 2, RoundingMode.DOWN));
    }

    @Override
    public String toString() {
        return percent.stripTrailingZeros().toPlainString();
    }
}
