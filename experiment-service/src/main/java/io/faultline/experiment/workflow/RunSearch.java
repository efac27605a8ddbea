package io.faultline.experiment.workflow;

import java.time.Instant;
import java.util.List;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are looked for; what is null does not matter.
 *
 * @param name part of the experiment's name
 * @param infrastructure id, as the client named it
 * @param cron whether its experiment runs by the clock
 * @param from changed since then
 */
public record RunSearch(ProjectId project, @Nullable List<RunId> runs, @Nullable List<ExperimentId> experiments,
        @Nullable String name, @Nullable String infrastructure, @Nullable Boolean cron, @Nullable PhaseFilter phases,
        @Nullable Instant from, @Nullable Instant until, Paging paging) {}
