package io.faultline.experiment.workflow;

import java.time.Instant;
import java.util.List;

import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/** What was said in runs; another service keeps it. A call is bounded in time. */
public interface Narratives {
    /** A line for people. */
    record Line(@Nullable Instant at, String level, @Nullable String step, String text) {}

    /** What is known. */
    sealed interface Told {
        /** In the order it was said. */
        record Lines(List<Line> lines) implements Told {
            public Lines {
                lines = List.copyOf(lines);
            }
        }

        /** Nobody could be asked; in words. */
        record Unknown(String why) implements Told {}
    }

    Told of(RunId run);
}
