package io.faultline.probe.watch;

import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a loop has seen so far.
 *
 * @param decisive the first measurement of the worst outcome there was; while all hold, the last
 */
public record Tally(int evaluations, int failures, @Nullable Measurement decisive) {
    public static final Tally NONE = new Tally(0, 0, null);

    public Tally plus(Measurement next) {
        boolean decides = decisive == null || decisive.outcome() == Outcome.HELD
                || decisive.outcome().worse(next.outcome()) != decisive.outcome();
        return new Tally(evaluations + 1, failures + (next.outcome() == Outcome.HELD ? 0 : 1),
                decides ? next : decisive);
    }

    public boolean broken() {
        return decisive != null && decisive.outcome() == Outcome.BROKEN;
    }
}
