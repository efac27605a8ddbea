package io.faultline.experiment.graphql;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.measure.StoredProbe;
import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.shelf.Shelf;
import io.faultline.experiment.workflow.FoundRuns;
import io.faultline.experiment.workflow.Paging;
import io.faultline.experiment.workflow.RunSearch;
import io.faultline.experiment.workflow.Workflow;
import io.faultline.experiment.workflow.Workflows;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Probes that are kept for themselves: unique by name, and each with what came of it in the latest runs. */
@Component
record ProbeOperations(ProjectId house, Shelf<StoredProbe> probes, Workflows workflows, InstantSource clock)
        implements
            Operations {
    private static final int RECENT = 10;
    private static final Map<String, String> PROPERTIES = Map.of("httpProbe", "kubernetesHTTPProperties", "cmdProbe",
            "kubernetesCMDProperties", "k8sProbe", "k8sProperties", "promProbe", "promProperties");

    record Filter(@Nullable String name, Times.@Nullable DateRange dateRange, @Nullable List<String> type) {}

    record YamlWanted(String probeName, String mode) {}

    record Executed(String experimentID, String experimentName, long updatedAt, Person updatedBy) {}

    record Status(String verdict, String description) {}

    record Execution(String mode, String faultName, Status status, Executed executedByExperiment) {}

    record Executions(String faultName, String mode, List<Execution> executionHistory) {}

    record Reference(String projectID, String name, int totalRuns, List<Executions> recentExecutions) {}

    record InRun(Map<String, Object> probe, String mode, Status status) {}

    @Override
    public void enter(Switchboard board) {
        board.query("listProbes", this::list)
                .query("getProbe", asked -> view(asked, required(asked.text("probeName"))))
                .query("getProbeYAML", this::yaml).query("getProbeReference", this::reference)
                .query("getProbesInExperimentRun", this::inRun)
                .query("validateUniqueProbe", asked -> probes.find(house, asked.text("probeName")).isEmpty())
                .mutation("addProbe", this::add).mutation("updateProbe", this::update)
                .mutation("deleteProbe", this::delete);
    }

    private Kept<StoredProbe> required(String name) {
        return probes.find(house, name).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "There is no probe %s; listProbes names those there are.".formatted(name)));
    }

    private Map<String, Object> add(Asked asked) {
        Kept<StoredProbe> sent = sent(asked);
        if (!probes.add(house, sent)) {
            throw new Problem(ProblemType.CONFLICT,
                    "probe %s exists already: names of probes are unique in a project".formatted(sent.name()));
        }
        return view(asked, sent);
    }

    private String update(Asked asked) {
        Kept<StoredProbe> sent = sent(asked);
        probes.change(house, required(sent.name()).changed(sent.content(), clock.instant()));
        return "Updated successfully";
    }

    private boolean delete(Asked asked) {
        String name = asked.text("probeName");
        required(name);
        int references = workflows.references(house, name);
        if (references > 0) {
            throw new Problem(ProblemType.CONFLICT,
                    "probe %s is referred to by %d experiments: take it out of them first".formatted(name, references));
        }
        return probes.remove(house, name);
    }

    /** What was sent, if it can be measured here. */
    private Kept<StoredProbe> sent(Asked asked) {
        Map<String, Object> request = Objects.requireNonNull(asked.environment().getArgument("request"));
        String type = String.valueOf(request.get("type"));
        String name = String.valueOf(request.get("name"));
        if (!(request.get(PROPERTIES.get(type)) instanceof Map<?, ?> given)) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "a %s needs %s".formatted(type, PROPERTIES.get(type)));
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        given.forEach((key, value) -> properties.put(String.valueOf(key), value));
        StoredProbe probe = new StoredProbe((String) request.get("description"), tags(request), type, properties);
        ProbeTexts.read(name, probe);
        return new Kept<>(name, probe, clock.instant(), clock.instant());
    }

    private static List<String> tags(Map<String, Object> request) {
        return request.get("tags") instanceof List<?> tags ? tags.stream().map(String::valueOf).toList() : List.of();
    }

    private List<Map<String, Object>> list(Asked asked) {
        Filter filter = asked.object("filter", Filter.class);
        List<String> names = asked.environment().getArgument("probeNames");
        return probes.all(house).stream().filter(each -> Listing.isAmong(names, each.name()))
                .filter(each -> Listing.holds(each.name(), filter.name()))
                .filter(each -> Listing.isAmong(filter.type(), each.content().type()))
                .filter(each -> filter.dateRange() == null
                        || !each.updatedAt().isBefore(filter.dateRange().from()) && (filter.dateRange().until() == null
                                || !each.updatedAt().isAfter(filter.dateRange().until())))
                .map(each -> view(asked, each)).toList();
    }

    private Map<String, Object> view(Asked asked, Kept<StoredProbe> kept) {
        StoredProbe probe = kept.content();
        Map<String, Object> view = shown(asked.project().id(), kept.name(), probe.type(), probe.properties());
        view.put("description", probe.description());
        view.put("tags", probe.tags());
        view.put("referencedBy", workflows.references(house, kept.name()));
        if (asked.wants("recentExecutions")) {
            view.put("recentExecutions", executions(kept.name()).stream().limit(RECENT).toList());
        }
        view.put("createdAt", Times.text(kept.createdAt()));
        view.put("updatedAt", Times.text(kept.updatedAt()));
        return view;
    }

    private static Map<String, Object> shown(String project, String name, String type,
            Map<String, Object> properties) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("projectID", project);
        view.put("name", name);
        view.put("type", type);
        view.put("infrastructureType", "Kubernetes");
        view.put(PROPERTIES.getOrDefault(type, type), properties);
        view.put("createdBy", Person.API);
        view.put("updatedBy", Person.API);
        return view;
    }

    private String yaml(Asked asked) {
        YamlWanted wanted = asked.request(YamlWanted.class);
        Kept<StoredProbe> kept = required(wanted.probeName());
        return YamlTexts.write(ProbeTexts.entry(kept.name(), kept.content(), wanted.mode()));
    }

    private Reference reference(Asked asked) {
        Kept<StoredProbe> kept = required(asked.text("probeName"));
        List<Execution> all = executions(kept.name());
        List<Executions> grouped = all.stream().map(each -> Map.entry(each.faultName(), each.mode())).distinct()
                .map(group -> new Executions(group.getKey(), group.getValue(), all.stream()
                        .filter(each -> each.faultName().equals(group.getKey()) && each.mode().equals(group.getValue()))
                        .limit(RECENT).toList()))
                .toList();
        return new Reference(asked.project().id(), kept.name(), workflows.measurings(house, kept.name()), grouped);
    }

    /** Newest first. */
    private List<Execution> executions(String name) {
        return workflows.measured(house, name, RECENT).stream().flatMap(run -> executions(run, name)).toList();
    }

    private Stream<Execution> executions(RunRecord run, String name) {
        if (run.experiment() == null) {
            return Stream.empty();
        }
        Workflow workflow = run.summary().experimentId() == null
                ? null
                : workflows.find(run.summary().experimentId(),
                        Objects.requireNonNullElse(run.summary().revision(), 1)).orElse(null);
        Executed by = new Executed(
                workflow == null ? String.valueOf(run.summary().experimentId()) : workflow.clientId(),
                Objects.requireNonNullElse(run.summary().experimentName(), ""), millis(run),
                Person.of(run.summary().requestedBy()));
        return run.experiment().spec().faults().stream()
                .flatMap(fault -> ProbeOutcome.of(run, fault).stream()
                        .filter(each -> each.probe().name().equals(name))
                        .map(each -> new Execution(each.mode(), fault.name(),
                                new Status(each.verdict(), each.description()), by)));
    }

    private static long millis(RunRecord run) {
        var at = RunOperations.updated(run.summary());
        return at == null ? 0 : at.toEpochMilli();
    }

    private List<InRun> inRun(Asked asked) {
        String id = asked.text("experimentRunID");
        RunRecord run = workflows.runs(new RunSearch(house, List.of(RunIds.required(id)), null, null, null, null, null,
                null, null, new Paging(0, 1, false, false))).page().stream().map(FoundRuns.Numbered::run).findFirst()
                .orElseThrow(() -> RunIds.none(id));
        String name = asked.text("faultName");
        Fault fault = run.experiment() == null
                ? null
                : run.experiment().spec().fault(name).orElse(null);
        return fault == null
                ? List.of()
                : ProbeOutcome.of(run, fault).stream()
                        .map(each -> new InRun(known(asked, each), each.mode(),
                                new Status(each.verdict(), each.description())))
                        .toList();
    }

    /** The stored probe, or what the run itself has of it. */
    private Map<String, Object> known(Asked asked, ProbeOutcome outcome) {
        String name = outcome.probe().name();
        return probes.find(house, name).map(kept -> view(asked, kept)).orElseGet(() -> {
            Map<String, Object> inline = shown(asked.project().id(), name, outcome.type(),
                    ProbeTexts.properties(outcome.probe(), outcome.type()));
            inline.put("tags", List.of());
            inline.put("createdAt", "0");
            inline.put("updatedAt", "0");
            return inline;
        });
    }
}
