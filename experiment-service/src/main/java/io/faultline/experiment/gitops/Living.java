package io.faultline.experiment.gitops;

import io.faultline.contracts.ids.ExperimentId;

/** An experiment that is kept here. */
public record Living(String name, ExperimentId id, int revision) {}
