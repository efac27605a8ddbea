package io.faultline.scheduler.run;

import io.faultline.contracts.run.RunFact;

/** What can move a run. */
public sealed interface Input {
    /** A fact of the run was heard. */
    record Told(RunFact fact) implements Input {}

    /** Time has passed. */
    record Tick() implements Input {}
}
