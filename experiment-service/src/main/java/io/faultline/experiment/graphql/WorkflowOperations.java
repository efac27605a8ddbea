package io.faultline.experiment.graphql;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.workflow.ExperimentSearch;
import io.faultline.experiment.workflow.FoundExperiments;
import io.faultline.experiment.workflow.FoundRuns;
import io.faultline.experiment.workflow.RunSearch;
import io.faultline.experiment.workflow.Workflow;
import io.faultline.experiment.workflow.Workflows;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The same in the older words of Harness and Litmus 2.x, where an experiment is a workflow. */
@Component
record WorkflowOperations(ProjectId house, ExperimentDesk desk, RunOperations runs, Workflows workflows, Infras infras,
        InstantSource clock) implements Operations {
    record Sent(@Nullable String workflowID, String workflowManifest, String cronSyntax, String workflowName,
            String workflowDescription, @Nullable List<Weightages.Sent> weightages, boolean isCustomWorkflow,
            @Nullable String infraID, @Nullable String clusterID, @Nullable String projectID,
            @Nullable List<String> tags) {
        ExperimentDesk.Wish wish() {
            String infrastructure = infraID == null ? Objects.requireNonNullElse(clusterID, "") : infraID;
            return new ExperimentDesk.Wish(workflowID == null || workflowID.isBlank() ? null : workflowID,
                    workflowName, workflowDescription, tags == null ? List.of() : tags, workflowManifest,
                    Weightages.of(weightages), cronSyntax, infrastructure, isCustomWorkflow);
        }
    }

    record Answer(String workflowID, Asked.Identifiers identifiers, String cronSyntax, String workflowName,
            String workflowDescription, boolean isCustomWorkflow, List<String> tags) {}

    record Filter(@Nullable String workflowName, @Nullable String clusterName, @Nullable String workflowStatus,
            Times.@Nullable DateRange dateRange) {
        static final Filter NONE = new Filter(null, null, null, null);
    }

    record Wanted(@Nullable String projectID, @Nullable List<String> notifyIDs, @Nullable List<String> workflowRunIDs,
            @Nullable List<String> workflowIDs, Listing.@Nullable Pagination pagination, Listing.@Nullable Sort sort,
            @Nullable Filter filter) {
        Filter known() {
            return filter == null ? Filter.NONE : filter;
        }
    }

    record RunView(Asked.Identifiers identifiers, String workflowRunID, String workflowID, String notifyID,
            String projectID, String clusterID, String clusterName, String clusterType,
            List<Weightages.Shown> weightages, String updatedAt, String lastUpdated, String createdAt, InfraView infra,
            String workflowName, String workflowManifest, String phase, double resiliencyScore, int experimentsPassed,
            int experimentsFailed, int experimentsAwaited, int experimentsStopped, int experimentsNa,
            int totalExperiments, String executionData, boolean isRemoved, String executedBy, Person updatedBy,
            Person createdBy) {
        static RunView of(Asked.Project project, RunOperations.View run) {
            return new RunView(project.named(), run.experimentRunID(), run.experimentID(), run.notifyID(), project.id(),
                    run.infra().infraID(), run.infra().name(), run.infra().infraScope(), run.weightages(),
                    run.updatedAt(), run.updatedAt(), run.createdAt(), run.infra(), run.experimentName(),
                    run.experimentManifest(), run.phase(), run.resiliencyScore(), run.faultsPassed(),
                    run.faultsFailed(), run.faultsAwaited(), run.faultsStopped(), run.faultsNa(), run.totalFaults(),
                    run.executionData(), run.isRemoved(), run.createdBy().username(), run.updatedBy(),
                    run.createdBy());
        }
    }

    record FoundWorkflowRuns(int totalNoOfWorkflowRuns, List<RunView> workflowRuns) {}

    record View(String workflowID, String workflowManifest, String cronSyntax, String workflowName,
            String workflowDescription, List<Weightages.Shown> weightages, boolean isCustomWorkflow, String updatedAt,
            String createdAt, String projectID, String clusterID, String clusterName, String clusterType,
            boolean isRemoved, String lastUpdatedBy) {}

    record FoundWorkflows(int totalNoOfWorkflows, List<View> workflows) {}

    @Override
    public void enter(Switchboard board) {
        board.mutation("createChaosWorkFlow", asked -> answer(asked, desk.create(asked.request(Sent.class).wish())))
                .mutation("updateChaosWorkflow", asked -> answer(asked, desk.update(asked.request(Sent.class).wish())))
                .mutation("reRunChaosWorkFlow", this::rerun)
                .mutation("deleteChaosWorkflow", asked -> runs.delete(asked, "workflowID", "workflowRunID"))
                .mutation("terminateChaosWorkflow", this::terminate).query("listWorkflowRun", this::listRuns)
                .query("listWorkflowRuns", this::listRuns).query("listWorkflows", this::list)
                .subscription("getWorkflowEvents", this::events);
    }

    private static Answer answer(Asked asked, ExperimentDesk.Known known) {
        Workflow workflow = Objects.requireNonNull(known.workflow());
        KeptExperiment kept = known.experiment();
        return new Answer(known.id(), asked.project().named(), workflow.cron(), kept.name(),
                Objects.requireNonNullElse(kept.experiment().metadata().description(), ""), workflow.custom(),
                kept.experiment().metadata().tags());
    }

    private String rerun(Asked asked) {
        ExperimentDesk.Known known = desk.required(asked.text("workflowID"));
        desk.run(known);
        return "successfully triggered " + known.id();
    }

    private boolean terminate(Asked asked) {
        String run = asked.maybe("workflowRunID");
        RunId only = run == null ? null : RunIds.required(run);
        String workflow = asked.maybe("workflowID");
        return runs.stop(desk.required(workflow != null || only == null ? asked.text("workflowID") : ofRun(only)),
                only);
    }

    private String ofRun(RunId run) {
        return runs.found(new RunSearch(house, List.of(run), null, null, null, null, null, null, null,
                Listing.paging(null, null))).page().stream().map(each -> each.run().summary().experimentId())
                .filter(Objects::nonNull).findFirst().map(ExperimentId::toString)
                .orElseThrow(() -> RunIds.none(run.toString()));
    }

    private @Nullable Set<String> clusters(Filter filter) {
        String part = filter.clusterName();
        return part == null || part.isBlank() ? null : infras.ids(each -> Listing.holds(each.name(), part));
    }

    private FoundWorkflowRuns listRuns(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        Filter filter = wanted.known();
        List<String> ids = new ArrayList<>(wanted.notifyIDs() == null ? List.of() : wanted.notifyIDs());
        ids.addAll(wanted.workflowRunIDs() == null ? List.of() : wanted.workflowRunIDs());
        FoundRuns found = runs.found(new RunSearch(house, runs.runs(ids), runs.experiments(wanted.workflowIDs()),
                filter.workflowName(), clusters(filter), null, Phases.meant(filter.workflowStatus()),
                filter.dateRange() == null ? null : filter.dateRange().from(),
                filter.dateRange() == null ? null : filter.dateRange().until(),
                Listing.paging(wanted.pagination(), wanted.sort())));
        Asked.Project project = asked.project();
        return new FoundWorkflowRuns(found.total(), shown(project, found.page()));
    }

    private List<RunView> shown(Asked.Project project, List<FoundRuns.Numbered> found) {
        return runs.views(project.id(), found).stream().map(each -> RunView.of(project, each)).toList();
    }

    /** Every run of which there is something new from now on. */
    private Publisher<RunView> events(Asked asked) {
        Asked.Project project = asked.project();
        return Flux.defer(() -> {
            RunWatch watch = new RunWatch(house, workflows, clock);
            return Watching.looks(() -> shown(project, watch.news()));
        });
    }

    private FoundWorkflows list(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        FoundExperiments found = workflows.experiments(new ExperimentSearch(house,
                runs.experiments(wanted.workflowIDs()), wanted.known().workflowName(), clusters(wanted.known()), null,
                null, null, null,
                Listing.paging(wanted.pagination(), wanted.sort())));
        Map<ExperimentId, Workflow> kept = workflows.latest(found.page().stream().map(KeptExperiment::id).toList());
        Map<ExperimentId, Boolean> firing = desk.firing(kept.values());
        return new FoundWorkflows(found.total(), found.page().stream()
                .map(each -> view(asked.project().id(), each, kept.get(each.id()), firing)).toList());
    }

    private View view(String project, KeptExperiment kept, @Nullable Workflow workflow,
            Map<ExperimentId, Boolean> firing) {
        InfraView infra = infras.view(project, workflow == null || workflow.infrastructure().isBlank()
                ? Infras.OWN
                : workflow.infrastructure());
        return new View(workflow == null ? kept.id().toString() : workflow.clientId(),
                ExperimentOperations.manifest(kept, workflow, firing), workflow == null ? "" : workflow.cron(),
                kept.name(),
                Objects.requireNonNullElse(kept.experiment().metadata().description(), ""),
                Weightages.of(kept.experiment()), workflow != null && workflow.custom(), Times.text(kept.updatedAt()),
                Times.text(kept.createdAt()), project, infra.infraID(), infra.name(), infra.infraScope(), false,
                ExperimentDesk.CALLER);
    }
}
