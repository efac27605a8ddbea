package io.faultline.scheduler.run;

import java.time.Duration;

import io.faultline.contracts.run.RunFact;

/** What can move a run. */
public sealed interface Input {
    /** A fact of the run was heard. */
    record Told(RunFact fact) implements Input {}

    /** Time has passed. */
    record Tick() implements Input {}

    /** The clock was set: forward by so much, or back if that is negative. */
    record ClockStepped(Duration by) implements Input {}
}
