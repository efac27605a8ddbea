package io.faultline.experiment.graphql;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.history.RunSummary;
import io.faultline.experiment.workflow.ExperimentSearch;
import io.faultline.experiment.workflow.FoundExperiments;
import io.faultline.experiment.workflow.FoundRuns;
import io.faultline.experiment.workflow.Paging;
import io.faultline.experiment.workflow.RunCounts;
import io.faultline.experiment.workflow.RunSearch;
import io.faultline.experiment.workflow.Workflow;
import io.faultline.experiment.workflow.Workflows;
import io.faultline.formats.litmus.LitmusFile;
import io.faultline.formats.litmus.Manifest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Experiments in the words of Litmus 3.x. */
@Component
record ExperimentOperations(ProjectId house, ExperimentDesk desk, Workflows workflows, Infras infras)
        implements
            Operations {
    private static final int RECENT = 10;

    /** Of creating and updating. */
    record Sent(@Nullable String experimentID, @Nullable Boolean runExperiment, String experimentManifest,
            @Nullable String experimentType, String cronSyntax, String experimentName, String experimentDescription,
            @Nullable List<Weightages.Sent> weightages, boolean isCustomExperiment, String infraID,
            @Nullable List<String> tags) {
        ExperimentDesk.Wish wish() {
            return new ExperimentDesk.Wish(experimentID == null || experimentID.isBlank() ? null : experimentID,
                    experimentName, experimentDescription, tags == null ? List.of() : tags, experimentManifest,
                    Weightages.of(weightages), cronSyntax, infraID, isCustomExperiment);
        }
    }

    record Saved(String id, @Nullable String type, String name, String description, String manifest, String infraID,
            @Nullable List<String> tags) {
        ExperimentDesk.Wish wish() {
            return new ExperimentDesk.Wish(id, name, description, tags == null ? List.of() : tags, manifest, Map.of(),
                    "", infraID, false);
        }
    }

    record Filter(@Nullable String experimentName, @Nullable String infraName, @Nullable String infraID,
            @Nullable Boolean infraActive, @Nullable String scheduleType, @Nullable String status,
            Times.@Nullable DateRange dateRange, @Nullable List<String> infraTypes) {
        static final Filter NONE = new Filter(null, null, null, null, null, null, null, null);
    }

    record Wanted(@Nullable List<String> experimentIDs, Listing.@Nullable Pagination pagination,
            Listing.@Nullable Sort sort, @Nullable Filter filter) {}

    record Answer(String experimentID, String projectID, String cronSyntax, String experimentName,
            String experimentDescription, boolean isCustomExperiment, List<String> tags) {}

    /** One of the latest runs of an experiment. */
    record Recent(String experimentRunID, String phase, double resiliencyScore, String updatedAt, String createdAt,
            Person createdBy, Person updatedBy, int runSequence) {}

    /** An experiment as it is shown. */
    record View(String projectID, String experimentID, String experimentType, String experimentManifest,
            String cronSyntax, String name, String description, List<Weightages.Shown> weightages,
            boolean isCustomExperiment, String updatedAt, String createdAt, InfraView infra, boolean isRemoved,
            List<String> tags, Person createdBy, List<Recent> recentExperimentRunDetails, Person updatedBy) {}

    record One(View experimentDetails, @Nullable Double averageResiliencyScore) {}

    record Found(int totalNoOfExperiments, List<View> experiments) {}

    record Category(int id, int count) {}

    record Stats(int totalExperiments, List<Category> totalExpCategorizedByResiliencyScore) {}

    @Override
    public void enter(Switchboard board) {
        board.query("getExperiment", this::one).query("listExperiment", this::list)
                .query("getExperimentStats", _ -> stats())
                .mutation("createChaosExperiment", this::create).mutation("updateChaosExperiment", this::update)
                .mutation("saveChaosExperiment", this::save)
                .mutation("updateCronExperimentState", this::toggle);
    }

    private Answer create(Asked asked) {
        Sent sent = asked.request(Sent.class);
        return kept(asked, sent, desk.create(sent.wish()));
    }

    private Answer update(Asked asked) {
        Sent sent = asked.request(Sent.class);
        return kept(asked, sent, desk.update(sent.wish()));
    }

    private Answer kept(Asked asked, Sent sent, ExperimentDesk.Known known) {
        if (Boolean.TRUE.equals(sent.runExperiment())) {
            desk.run(known);
        }
        Workflow workflow = Objects.requireNonNull(known.workflow());
        return new Answer(known.id(), asked.project().id(), workflow.cron(), known.experiment().name(),
                sent.experimentDescription(), workflow.custom(),
                known.experiment().experiment().metadata().tags());
    }

    private String save(Asked asked) {
        Saved saved = asked.request(Saved.class);
        boolean isNew = !desk.isKnown(saved.id());
        ExperimentDesk.Known known = isNew ? desk.create(saved.wish()) : desk.update(saved.wish());
        return "experiment %s successfully with ID %s".formatted(isNew ? "saved" : "updated", known.id());
    }

    private boolean toggle(Asked asked) {
        desk.fire(desk.required(asked.text("experimentID")), !asked.flag("disable"));
        return true;
    }

    private One one(Asked asked) {
        ExperimentDesk.Known known = desk.required(asked.text("experimentID"));
        View view = view(asked.project().id(), known.experiment(), known.workflow(),
                desk.firing(Stream.ofNullable(known.workflow()).toList()));
        OptionalDouble average = runs(List.of(known.experiment().id()), 500).stream()
                .map(each -> each.run().summary()).filter(each -> each.phase().terminal())
                .map(RunSummary::score).filter(Objects::nonNull).map(ResilienceScore::percent)
                .mapToDouble(BigDecimal::doubleValue).average();
        return new One(view, average.isPresent() ? average.getAsDouble() : null);
    }

    private Found list(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        FoundExperiments found = workflows.experiments(search(wanted));
        Map<ExperimentId, Workflow> kept = workflows
                .latest(found.page().stream().map(KeptExperiment::id).toList());
        Map<ExperimentId, Boolean> firing = desk.firing(kept.values());
        return new Found(found.total(), found.page().stream()
                .map(each -> view(asked.project().id(), each, kept.get(each.id()), firing)).toList());
    }

    private ExperimentSearch search(Wanted wanted) {
        Filter filter = wanted.filter() == null ? Filter.NONE : wanted.filter();
        List<ExperimentId> ids = wanted.experimentIDs() == null || wanted.experimentIDs().isEmpty()
                ? null
                : wanted.experimentIDs().stream().flatMap(id -> workflows.meant(house, id).stream()).toList();
        return new ExperimentSearch(house, ids, filter.experimentName(), infrastructures(filter),
                cron(filter.scheduleType()), Phases.meant(filter.status()),
                filter.dateRange() == null ? null : filter.dateRange().from(),
                filter.dateRange() == null ? null : filter.dateRange().until(),
                Listing.paging(wanted.pagination(), wanted.sort()));
    }

    /** Null if it does not matter which. */
    private @Nullable Set<String> infrastructures(Filter filter) {
        if (filter.infraID() == null && filter.infraName() == null && filter.infraActive() == null) {
            return null;
        }
        return infras.ids(each -> (filter.infraID() == null || each.infraID().equals(filter.infraID()))
                && Listing.holds(each.name(), filter.infraName())
                && (filter.infraActive() == null || filter.infraActive() == each.isActive()));
    }

    static @Nullable Boolean cron(@Nullable String scheduleType) {
        return scheduleType == null || scheduleType.equals("ALL") ? null : scheduleType.equals("CRON");
    }

    private View view(String project, KeptExperiment kept, @Nullable Workflow workflow,
            Map<ExperimentId, Boolean> firing) {
        List<Recent> recent = runs(List.of(kept.id()), RECENT).stream().map(ExperimentOperations::recent).toList();
        String infra = workflow == null || workflow.infrastructure().isBlank() ? Infras.OWN : workflow.infrastructure();
        return new View(project, workflow == null ? kept.id().toString() : workflow.clientId(),
                type(workflow), manifest(kept, workflow, firing),
                workflow == null ? "" : workflow.cron(), kept.name(),
                Objects.requireNonNullElse(kept.experiment().metadata().description(), ""),
                Weightages.of(kept.experiment()), workflow != null && workflow.custom(), Times.text(kept.updatedAt()),
                Times.text(kept.createdAt()), infras.view(project, infra), false,
                kept.experiment().metadata().tags(), Person.API, recent, Person.API);
    }

    /** In the words of Litmus' server, by which its web page tells what runs by the clock. */
    static String type(@Nullable Workflow workflow) {
        if (workflow == null) {
            return "experiment";
        }
        return !workflow.cron().isBlank()
                ? "cronexperiment"
                : workflow.kind().startsWith("Chaos") ? "chaosengine" : "experiment";
    }

    /** As it was sent; what was kept otherwise is written as a workflow, if it can be one. */
    static String manifest(KeptExperiment kept, @Nullable Workflow workflow, Map<ExperimentId, Boolean> firing) {
        return workflow != null ? ExperimentDesk.manifest(workflow, firing) : written(kept.experiment());
    }

    static String written(Experiment experiment) {
        return LitmusFile.writeJson(Manifest.of(experiment)).text();
    }

    private Collection<FoundRuns.Numbered> runs(List<ExperimentId> experiments, int most) {
        return workflows.runs(new RunSearch(house, null, experiments, null, null, null, null, null, null,
                new Paging(0, most, false, false))).page();
    }

    private static Recent recent(FoundRuns.Numbered run) {
        RunSummary summary = run.run().summary();
        return new Recent(summary.run().toString(), Phases.word(run.run()),
                summary.score() == null ? 0 : summary.score().percent().doubleValue(),
                Times.known(RunOperations.updated(summary)), Times.known(summary.requestedAt()),
                Person.of(summary.requestedBy()), Person.of(summary.requestedBy()), run.sequence());
    }

    private Stats stats() {
        RunCounts counts = workflows.counts(house);
        return new Stats(counts.experiments(), counts.averages().entrySet().stream()
                .sorted(Map.Entry.comparingByKey()).map(each -> new Category(each.getKey(), each.getValue()))
                .toList());
    }
}
