package io.faultline.experiment.policy;

import java.time.Duration;

/** How long a run, and a fault, may last on this server. */
public record Limits(Duration longestRun, Duration longestFault) {}
