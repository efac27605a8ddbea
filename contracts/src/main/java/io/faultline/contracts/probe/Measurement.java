package io.faultline.contracts.probe;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a probe, judged.
 *
 * @param at when it began
 * @param took how long it took, all attempts together
 * @param actual what was measured, shortened to what a person reads; null when nothing was
 * @param detail why it was broken or could not be measured: <code>Actual value: 503. Expected value: == 200</code>
 */
public record Measurement(Outcome outcome, Instant at, Duration took, @Nullable String actual,
        @Nullable String detail) {}
