package io.faultline.experiment.workflow;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.experiment.history.RunRecord;
import org.jspecify.annotations.Nullable;

/** The workflows clients keep, and what they ask of them and of their runs. */
public interface Workflows {
    /** The living experiment a client means by this id. */
    Optional<ExperimentId> meant(ProjectId project, String clientId);

    Optional<Workflow> find(ExperimentId experiment, int revision);

    /** Those of these experiments, each in its latest revision. */
    Map<ExperimentId, Workflow> latest(Collection<ExperimentId> experiments);

    /** Keeps it, instead of what was kept beside the same revision. */
    void keep(ProjectId project, Workflow workflow);

    /** The schedule an experiment runs by, if it does. */
    Optional<ScheduleId> schedule(ExperimentId experiment);

    /** The same of several, without those that run by none. */
    Map<ExperimentId, ScheduleId> schedules(Collection<ExperimentId> experiments);

    /** It runs by this schedule from now on; by none if there is none. */
    void time(ExperimentId experiment, @Nullable ScheduleId schedule);

    FoundRuns runs(RunSearch search);

    FoundExperiments experiments(ExperimentSearch search);

    RunCounts counts(ProjectId project);

    /** By the id of each infrastructure that is used, as clients name it; what is aimed at none is under the empty name. */
    Map<String, InfrastructureUse> uses(ProjectId project);

    /** How much there was from one time to another. */
    Usage usage(ProjectId project, Instant from, Instant until);

    /** Takes a run out of every list; whether it was there. */
    boolean hide(ProjectId project, RunId run);

    /** Of each experiment the latest runs that measured with the stored probe of this name, newest first. */
    List<RunRecord> measured(ProjectId project, String probe, int mostOfEach);

    /** How many runs measured with it. */
    int measurings(ProjectId project, String probe);

    /** How many living experiments refer to the stored probe of this name. */
    int references(ProjectId project, String probe);
}
