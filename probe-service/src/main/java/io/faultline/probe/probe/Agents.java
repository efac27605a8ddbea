package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.value.Values;

/** Measures where only an agent gets: in clusters connected by manifest. One attempt, over by the timeout. */
@FunctionalInterface
public interface Agents {
    Judgement attempt(ProbeSpec spec, Values values, Duration timeout, Place place) throws InterruptedException;
}
