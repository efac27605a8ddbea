package io.faultline.experiment.stop;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What came of a call to the injector. */
public sealed interface Heard {
    /**
     * It has done it.
     *
     * @param reverted how many faults are gone by that
     * @param failed those it could not take away
     */
    record Reached(int reverted, List<Stuck> failed) implements Heard {
        public Reached {
            failed = failed == null ? List.of() : List.copyOf(failed);
        }
    }

    /** It could not be asked, or has not answered: nothing is known. */
    record Unreached(String why) implements Heard {}

    /** A fault that could not be taken away, and how a person does it. */
    record Stuck(String run, String fault, @Nullable String trouble, @Nullable String manualUndo) {}
}
