package io.faultline.scheduler.run;

import java.time.Instant;

import io.faultline.contracts.run.StopCause;

/** What ended a run before its plan did. */
public record Stop(StopCause cause, String reason, Instant at) {}
