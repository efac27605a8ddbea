package io.faultline.experiment.http;

import java.util.Map;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.RunId;

/** A run that was asked for. */
record RequestedRun(RunId run, ExperimentId experimentId, int revision, Map<String, String> links) {}
