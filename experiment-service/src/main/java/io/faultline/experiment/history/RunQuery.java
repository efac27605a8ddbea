package io.faultline.experiment.history;

import java.time.Instant;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.experiment.listing.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are listed.
 *
 * @param since only those asked for since then
 * @param limit at most this many
 */
public record RunQuery(ProjectId project, @Nullable ExperimentId experiment, @Nullable RunPhase phase,
        @Nullable Instant since, @Nullable Cursor after, int limit) {}
