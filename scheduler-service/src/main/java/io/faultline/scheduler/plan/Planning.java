package io.faultline.scheduler.plan;

/** What came of planning an experiment. */
public sealed interface Planning permits Plan, Planning.Unplannable {
    /** The experiment cannot be run as it is, and why. */
    record Unplannable(String reason) implements Planning {}
}
