package io.faultline.experiment.gitops;

import java.util.List;

import io.faultline.contracts.ids.ExperimentId;
import org.jspecify.annotations.Nullable;

/**
 * How an experiment stands in the repository and here.
 *
 * @param path its file; null if there is none
 */
public record Drift(String name, State state, @Nullable String path, @Nullable ExperimentId experiment,
        List<Flaw> flaws) {
    /** Which of the two says what. */
    public enum State {
        /** The same there and here. */
        SAME,
        /** Changed here since it was taken; the next change there takes precedence. */
        CHANGED_HERE,
        /** Different, and what is there cannot be taken: the flaws say why. */
        DIFFERENT,
        /** There, not here. */
        ONLY_THERE,
        /** Here, not there. */
        ONLY_HERE
    }

    public Drift {
        flaws = List.copyOf(flaws);
    }
}
