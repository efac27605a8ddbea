package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.PodSource;

/** Runs commands in pods. At the timeout a command is killed where its container has the means. */
@FunctionalInterface
public interface PodPrograms {
    Programs.Ended run(CommandCall call, PodSource pod, Place place, Duration timeout) throws InterruptedException;
}
