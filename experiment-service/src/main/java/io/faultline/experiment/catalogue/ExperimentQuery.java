package io.faultline.experiment.catalogue;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.listing.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Which experiments are listed.
 *
 * @param namePrefix how their names begin
 * @param limit at most this many
 */
public record ExperimentQuery(ProjectId project, @Nullable String namePrefix, @Nullable String tag,
        @Nullable Cursor after, int limit) {}
