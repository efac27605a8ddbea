package io.faultline.cli.harness;

import java.math.BigDecimal;
import java.util.Set;

/** How far a run is. */
public record RunState(String phase, BigDecimal score) {
    private static final Set<String> GOING = Set.of("Queued", "Pending", "Running");

    public boolean isOver() {
        return !GOING.contains(phase);
    }

    /** What shells can compare; cut, not rounded: 99.99 is not 100. */
    public int wholeScore() {
        return score.intValue();
    }
}
