package io.faultline.experiment.request;

import io.faultline.contracts.ids.RunId;
import io.faultline.experiment.policy.Guard;

/** What came of the wish to run an experiment. */
public sealed interface Requesting {
    record Asked(RunId run) implements Requesting {}

    /** A guard said no. */
    record Refused(Guard by) implements Requesting {}
}
