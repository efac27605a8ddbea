package io.faultline.experiment.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are looked for; what is null does not matter.
 *
 * @param name part of the experiment's name
 * @param infrastructures ids, as clients named them
 * @param cron whether its experiment runs by the clock
 * @param from changed since then
 */
public record RunSearch(ProjectId project, @Nullable List<RunId> runs, @Nullable List<ExperimentId> experiments,
        @Nullable String name, @Nullable Set<String> infrastructures, @Nullable Boolean cron,
        @Nullable PhaseFilter phases,
        @Nullable Instant from, @Nullable Instant until, Paging paging) {}
