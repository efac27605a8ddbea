package io.faultline.experiment.history;

import java.time.Instant;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/** A run as lists show it; what is not known yet is absent. */
public record RunSummary(RunId run, ProjectId project, @Nullable ExperimentId experimentId,
        @Nullable String experimentName, @Nullable Integer revision, RunPhase phase, @Nullable Verdict verdict,
        @Nullable ResilienceScore score, @Nullable String requestedBy, @Nullable Instant requestedAt,
        @Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable ScheduleId schedule) {}
