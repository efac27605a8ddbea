package io.faultline.contracts.probe;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One evaluation of a probe, judged. */
public record Measurement(@JsonPropertyDescription("Held, broken or unmeasurable.") Outcome outcome,
        @JsonPropertyDescription("When it began.") Instant at,
        @JsonPropertyDescription("How long it took, all attempts together.") Duration took,
        @JsonPropertyDescription("What was measured, shortened to what a person reads; absent when nothing was.") @Nullable String actual,
        @JsonPropertyDescription("Why it did not hold or could not be measured: Actual value: 503. Expected value: == 200.") @Nullable String detail) {}
