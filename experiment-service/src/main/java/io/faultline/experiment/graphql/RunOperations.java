package io.faultline.experiment.graphql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.history.RunSummary;
import io.faultline.experiment.request.RunRequests;
import io.faultline.experiment.stop.DirectLine;
import io.faultline.experiment.workflow.FaultCounts;
import io.faultline.experiment.workflow.FoundRuns;
import io.faultline.experiment.workflow.Paging;
import io.faultline.experiment.workflow.PhaseFilter;
import io.faultline.experiment.workflow.RunCounts;
import io.faultline.experiment.workflow.RunSearch;
import io.faultline.experiment.workflow.Workflow;
import io.faultline.experiment.workflow.Workflows;
import io.faultline.formats.litmus.ExecutionData;
import io.faultline.formats.litmus.ManifestText;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs in the words of Litmus 3.x. */
@Component
record RunOperations(ProjectId house, ExperimentDesk desk, Workflows workflows, Infras infras, RunRequests requests,
        DirectLine line, TransactionTemplate transaction) implements Operations {
    private static final int MOST_STOPPED = 500;

    record Filter(@Nullable String experimentName, @Nullable String infraID, @Nullable String experimentType,
            @Nullable String experimentStatus, Times.@Nullable DateRange dateRange, @Nullable String experimentRunID,
            @Nullable List<String> experimentRunStatus, @Nullable List<String> infraTypes) {
        static final Filter NONE = new Filter(null, null, null, null, null, null, null, null);

        /** Null if any will do. */
        @Nullable
        PhaseFilter phases() {
            return Phases.both(Phases.meant(experimentStatus), Phases.meant(experimentRunStatus));
        }
    }

    record Wanted(@Nullable List<String> experimentRunIDs, @Nullable List<String> experimentIDs,
            Listing.@Nullable Pagination pagination, Listing.@Nullable Sort sort, @Nullable Filter filter) {}

    /** A run as it is shown. */
    record View(String projectID, String experimentRunID, String experimentType, String experimentID,
            List<Weightages.Shown> weightages, String updatedAt, String createdAt, InfraView infra,
            String experimentName, String experimentManifest, String phase, double resiliencyScore, int faultsPassed,
            int faultsFailed, int faultsAwaited, int faultsStopped, int faultsNa, int totalFaults,
            String executionData, boolean isRemoved, Person updatedBy, Person createdBy, String notifyID,
            int runSequence) {}

    record Found(int totalNoOfExperimentRuns, List<View> experimentRuns) {}

    record Notice(String notifyID) {}

    /** Of which a run was asked. */
    private record Revision(ExperimentId experiment, int number) {
        static Optional<Revision> of(RunSummary run) {
            return Optional.ofNullable(run.experimentId())
                    .map(each -> new Revision(each, Objects.requireNonNullElse(run.revision(), 1)));
        }
    }

    record Stats(int totalExperimentRuns, int totalCompletedExperimentRuns, int totalTerminatedExperimentRuns,
            int totalRunningExperimentRuns, int totalStoppedExperimentRuns, int totalErroredExperimentRuns) {}

    @Override
    public void enter(Switchboard board) {
        board.query("getExperimentRun", this::one).query("listExperimentRun", this::list)
                .query("getExperimentRunStats", _ -> stats()).mutation("runChaosExperiment", this::run)
                .mutation("stopExperimentRuns", this::stop)
                .mutation("deleteChaosExperiment", asked -> delete(asked, "experimentID", "experimentRunID"));
    }

    private Notice run(Asked asked) {
        String id = asked.maybe("workflowID") == null ? asked.text("experimentID") : asked.text("workflowID");
        RunId run = desk.run(desk.required(id));
        return new Notice(run == null ? "" : run.toString());
    }

    private View one(Asked asked) {
        String id = asked.maybe("experimentRunID");
        String notice = asked.maybe("notifyID");
        if ((id == null) == (notice == null)) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "experimentRunID or notifyID not provided: give one of them");
        }
        String given = Objects.requireNonNull(id == null ? notice : id);
        return found(new RunSearch(house, List.of(RunIds.required(given)), null, null, null, null, null, null, null,
                new Paging(0, 1, false, false))).page().stream().findFirst()
                .map(each -> views(asked.project().id(), List.of(each)).getFirst())
                .orElseThrow(() -> RunIds.none(given));
    }

    FoundRuns found(RunSearch search) {
        return workflows.runs(search);
    }

    private Found list(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        Filter filter = wanted.filter() == null ? Filter.NONE : wanted.filter();
        List<String> ids = new ArrayList<>(wanted.experimentRunIDs() == null ? List.of() : wanted.experimentRunIDs());
        if (filter.experimentRunID() != null && !filter.experimentRunID().isBlank()) {
            ids.add(filter.experimentRunID());
        }
        FoundRuns found = found(new RunSearch(house, runs(ids), experiments(wanted.experimentIDs()),
                filter.experimentName(), infrastructures(filter.infraID()),
                ExperimentOperations.cron(filter.experimentType()),
                filter.phases(), filter.dateRange() == null ? null : filter.dateRange().from(),
                filter.dateRange() == null ? null : filter.dateRange().until(),
                Listing.paging(wanted.pagination(), wanted.sort())));
        return new Found(found.total(), views(asked.project().id(), found.page()));
    }

    /** Null if it does not matter which. */
    static @Nullable Set<String> infrastructures(@Nullable String id) {
        return id == null || id.isBlank() ? null : id.equals(Infras.OWN) ? Set.of("", id) : Set.of(id);
    }

    /** Null if any will do; what is no id names none. */
    @Nullable
    List<RunId> runs(@Nullable List<String> ids) {
        return ids == null || ids.isEmpty()
                ? null
                : ids.stream().filter(Objects::nonNull).flatMap(id -> RunIds.of(id).stream()).toList();
    }

    @Nullable
    List<ExperimentId> experiments(@Nullable List<String> ids) {
        return ids == null || ids.isEmpty()
                ? null
                : ids.stream().filter(Objects::nonNull).flatMap(id -> workflows.meant(house, id).stream()).toList();
    }

    List<View> views(String project, List<FoundRuns.Numbered> runs) {
        Map<Revision, Workflow> asked = new HashMap<>();
        runs.stream().flatMap(each -> Revision.of(each.run().summary()).stream()).distinct()
                .forEach(each -> workflows.find(each.experiment(), each.number())
                        .ifPresent(workflow -> asked.put(each, workflow)));
        Map<ExperimentId, Boolean> firing = desk.firing(asked.values());
        return runs.stream().map(each -> view(project, each,
                Revision.of(each.run().summary()).flatMap(key -> Optional.ofNullable(asked.get(key))).orElse(null),
                firing)).toList();
    }

    private View view(String project, FoundRuns.Numbered numbered, @Nullable Workflow workflow,
            Map<ExperimentId, Boolean> firing) {
        RunRecord run = numbered.run();
        RunSummary summary = run.summary();
        String experiment = workflow == null ? String.valueOf(summary.experimentId()) : workflow.clientId();
        FaultCounts faults = FaultCounts.of(run);
        Person who = Person.of(summary.requestedBy());
        return new View(project, summary.run().toString(), ExperimentOperations.type(workflow), experiment,
                Weightages.of(run.experiment()), Times.known(updated(summary)), Times.known(summary.requestedAt()),
                infras.of(project, run), Objects.requireNonNullElse(summary.experimentName(), ""),
                manifest(run, workflow, firing), Phases.word(run),
                summary.score() == null ? 0 : summary.score().percent().doubleValue(), faults.passed(),
                faults.failed(), faults.awaited(), faults.stopped(), faults.notAvailable(), faults.total(),
                executionData(run, workflow, experiment), false, who, who, summary.run().toString(),
                numbered.sequence());
    }

    /** Empty as long as nobody knows what is run. */
    private static String executionData(RunRecord run, @Nullable Workflow workflow, String experiment) {
        RunSummary summary = run.summary();
        if (run.experiment() == null) {
            return "";
        }
        String id = summary.run().toString();
        String namespace = workflow == null ? null : new ManifestText(workflow.manifest()).namespace();
        return new ExecutionData(id, experiment, String.valueOf(Objects.requireNonNullElse(summary.revision(), 1)), id,
                Objects.requireNonNullElse(namespace, ""), workflow != null && !workflow.cron().isBlank(),
                Objects.requireNonNullElse(summary.requestedBy(), "")).of(run.experiment(), summary.phase(),
                        summary.startedAt() == null ? summary.requestedAt() : summary.startedAt(), run.facts());
    }

    private static String manifest(RunRecord run, @Nullable Workflow workflow, Map<ExperimentId, Boolean> firing) {
        if (workflow != null) {
            return ExperimentDesk.manifest(workflow, firing);
        }
        return run.experiment() == null ? "" : ExperimentOperations.written(run.experiment());
    }

    static @Nullable Instant updated(RunSummary summary) {
        return Stream.of(summary.endedAt(), summary.startedAt(), summary.requestedAt()).filter(Objects::nonNull)
                .findFirst().orElse(null);
    }

    private boolean stop(Asked asked) {
        ExperimentDesk.Known known = desk.required(asked.text("experimentID"));
        String given = asked.maybe("experimentRunID") == null ? asked.maybe("notifyID") : asked.text("experimentRunID");
        return stop(known, given == null ? null : RunIds.required(given));
    }

    /** One run, or all of the experiment that are not over. */
    boolean stop(ExperimentDesk.Known known, @Nullable RunId only) {
        List<RunId> runs = found(new RunSearch(house, only == null ? null : List.of(only),
                List.of(known.experiment().id()), null, null, null,
                only == null ? Phases.NOT_OVER : null, null, null,
                new Paging(0, MOST_STOPPED, false, false))).page().stream().map(each -> each.run().summary().run())
                .toList();
        if (only != null && runs.isEmpty()) {
            throw RunIds.none(only.toString());
        }
        runs.forEach(this::stop);
        return true;
    }

    /** One run is taken out of the lists, or the experiment forgotten; whatever of it goes on is stopped, as nobody would find it. */
    boolean delete(Asked asked, String experiment, String run) {
        String only = asked.maybe(run);
        if (only == null) {
            ExperimentDesk.Known known = desk.required(asked.text(experiment));
            stop(known, null);
            desk.forget(known);
        } else if (workflows.hide(house, RunIds.required(only))) {
            stop(RunIds.required(only));
        } else {
            throw RunIds.none(only);
        }
        return true;
    }

    /** Through Kafka, and directly as well: whoever wants a fault to end does not wait for a broker. */
    private void stop(RunId run) {
        String reason = "stopped by a client of Litmus";
        RunRequests.Abort came = Objects.requireNonNull(
                transaction.execute(_ -> requests.abort(run, ExperimentDesk.CALLER, reason)));
        if (came == RunRequests.Abort.ACCEPTED) {
            line.stop(run, reason);
        }
    }

    /** Terminated is what Litmus 2.x called stopped: no run is counted twice. */
    private Stats stats() {
        RunCounts counts = workflows.counts(house);
        return new Stats(counts.all(), counts.of(RunPhase.COMPLETED, RunPhase.COMPLETED_WITH_PROBE_FAILURE),
                0, counts.of(RunPhase.RUNNING, RunPhase.STOPPING, RunPhase.SETTLED),
                counts.of(RunPhase.STOPPED), counts.of(RunPhase.ERROR));
    }
}
