package io.faultline.scheduler.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.run.RunFact;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an input.
 *
 * @param run      the run as it is now; null of a run nobody has asked for
 * @param facts    what is to be stated, in this order
 * @param nextWake when the run wants a tick at the latest
 * @param ignored  why nothing followed, if the input was one that changes nothing
 */
public record Decision(@Nullable Run run, List<RunFact> facts, Optional<Instant> nextWake, Optional<Ignored> ignored) {
    public Decision {
        facts = List.copyOf(facts);
    }

    static Decision ignoring(@Nullable Run run, Ignored why) {
        return new Decision(run, List.of(), Optional.empty(), Optional.of(why));
    }
}
