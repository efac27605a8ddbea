package io.faultline.experiment.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * Which experiments are looked for; what is null does not matter.
 *
 * @param name part of its name
 * @param infrastructures ids, as clients named them
 * @param cron whether it runs by the clock
 * @param phases of its latest run
 */
public record ExperimentSearch(ProjectId project, @Nullable List<ExperimentId> experiments, @Nullable String name,
        @Nullable Set<String> infrastructures, @Nullable Boolean cron, @Nullable PhaseFilter phases,
        @Nullable Instant from, @Nullable Instant until, Paging paging) {}
