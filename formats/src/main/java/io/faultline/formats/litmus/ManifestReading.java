package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.InvalidExperiment;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Pauses;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.probe.Probe;
import org.jspecify.annotations.Nullable;

/** A manifest as a whole: of which kind it is, what it is called, and its stages. */
final class ManifestReading {
    static final String DESCRIPTION = "workflows.argoproj.io/description";
    static final String TAGS = "faultline.io/tags";
    private static final Map<String, String> NO_EXPERIMENT = Map.of(
            "ChaosExperiment", "is the definition of a fault; give a Workflow or a ChaosEngine that uses it",
            "ChaosResult", "is the outcome of a run; give a Workflow or a ChaosEngine",
            "ChartServiceVersion", "describes a chart of a hub; give a Workflow or a ChaosEngine",
            "WorkflowTemplate", "is a template without a run; give a Workflow",
            "ClusterWorkflowTemplate", "is a template without a run; give a Workflow",
            "ChaosExperimentRun", "is a run; give a Workflow or a ChaosEngine");
    private final Notes notes;
    private final Filling filling;
    private final PodWishes wishes = new PodWishes();

    ManifestReading(Notes notes, Filling filling) {
        this.notes = notes;
        this.filling = filling;
    }

    @Nullable
    Manifest read(Piece root) {
        String word = root.raw("kind");
        root.look("apiVersion", "status");
        Optional<ManifestKind> kind = ManifestKind.named(word);
        if (kind.isEmpty()) {
            Spot spot = root.field("kind").map(Piece::spot).orElse(root.spot());
            notes.refuse(spot, "%s %s".formatted(word.isEmpty() ? "what has no kind" : Piece.shown(word),
                    NO_EXPERIMENT.getOrDefault(word,
                            "is no experiment; there are Workflow, CronWorkflow, ChaosEngine and ChaosSchedule")));
            return null;
        }
        Piece metadata = root.fields("metadata");
        Piece spec = root.fields("spec");
        Timetable timetable = null;
        Duration deadline = null;
        List<List<Activity>> groups;
        switch (kind.get()) {
            case WORKFLOW -> {
                deadline = WorkflowReading.deadline(spec);
                groups = WorkflowReading.groups(metadata, spec, filling, wishes);
            }
            case CRON_WORKFLOW -> {
                timetable = TimetableReading.cron(spec);
                Piece workflow = spec.fields("workflowSpec");
                deadline = WorkflowReading.deadline(workflow);
                groups = WorkflowReading.groups(metadata, workflow, filling, wishes);
                spec.ignoreRest(TimetableReading.CRON_REST);
            }
            case CHAOS_ENGINE -> groups = oneByOne(EngineReading.of(root, setting(metadata)));
            case CHAOS_SCHEDULE -> {
                timetable = TimetableReading.chaos(spec);
                groups = oneByOne(EngineReading.of(metadata, spec.fields("engineTemplateSpec"), setting(metadata)));
                spec.look("scheduleState");
                spec.ignoreRest(
                        Map.of("concurrencyPolicy", "a run whose targets another one still breaks is refused them"));
            }
            default -> groups = List.of();
        }
        root.ignoreRest(Map.of());
        return manifest(kind.get(), metadata, groups, timetable, deadline);
    }

    private EngineReading.Setting setting(Piece metadata) {
        return new EngineReading.Setting(metadata.raw("name"), metadata.raw("namespace"), Fault.DEFAULT_WEIGHT,
                Map.of(), filling, wishes);
    }

    private static List<List<Activity>> oneByOne(List<Activity.Strike> strikes) {
        return strikes.stream().map(strike -> List.<Activity>of(strike)).toList();
    }

    private @Nullable Manifest manifest(ManifestKind kind, Piece metadata, List<List<Activity>> groups,
            @Nullable Timetable timetable, @Nullable Duration deadline) {
        String name = metadata.text("name").or(() -> metadata.text("generateName")
                .map(each -> each.replaceFirst("-+$", ""))).orElse("");
        if (name.isEmpty()) {
            notes.refuse(metadata.spot(), "metadata.name is required");
        }
        Piece annotations = metadata.fields("annotations");
        String description = annotations.text(DESCRIPTION).orElse(null);
        List<String> tags = annotations.text(TAGS).map(words -> Stream.of(words.split(",")).map(String::strip)
                .filter(word -> !word.isEmpty()).toList()).orElse(List.of());
        Map<String, String> labels = metadata.fields("labels").rawTexts();
        String namespace = metadata.text("namespace").orElse(null);
        List<ProbeReference> references = new ArrayList<>();
        List<Stage> stages = stages(groups, references);
        tellWhatStopsAll(groups);
        if (notes.refused()) {
            return null;
        }
        if (stages.stream().allMatch(stage -> stage.faults().isEmpty())) {
            notes.refuse(metadata.spot(), "it holds no fault: nothing that is reached has a ChaosEngine");
            return null;
        }
        return experiment(metadata, new Metadata(name, description, tags), stages, deadline)
                .map(each -> new Manifest(each, kind, namespace, labels, timetable, references)).orElse(null);
    }

    /** A probe of one of several faults. */
    private void tellWhatStopsAll(List<List<Activity>> groups) {
        List<Activity.Strike> strikes = groups.stream().flatMap(List::stream).filter(Activity.Strike.class::isInstance)
                .map(Activity.Strike.class::cast).toList();
        strikes.stream().filter(_ -> strikes.size() > 1).forEach(strike -> strike.fault().probes().stream()
                .filter(Probe::stopOnFailure).forEach(probe -> notes.differently(strike.spot(),
                        "probe '%s' says stopOnFailure: when it fails, all faults end; in Litmus only its own does"
                                .formatted(Piece.shown(probe.name())))));
    }

    private Optional<Experiment> experiment(Piece at, Metadata metadata, List<Stage> stages,
            @Nullable Duration deadline) {
        try {
            return Optional.of(Experiment.of(metadata,
                    new ExperimentSpec(null, stages, null, BlastRadius.UNLIMITED, List.of(), Map.of(), Map.of(),
                            deadline, null, wishes.settings())));
        } catch (InvalidExperiment invalid) {
            Spot spot = at.field("name").map(Piece::spot).orElse(at.spot());
            invalid.complaints().forEach(complaint -> notes.refuse(spot, complaint.toString()));
            return Optional.empty();
        }
    }

    private List<Stage> stages(List<List<Activity>> groups, List<ProbeReference> references) {
        List<Stage> stages = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (List<Activity> group : groups) {
            List<Fault> faults = new ArrayList<>();
            Duration rest = Duration.ZERO;
            for (Activity activity : group) {
                switch (activity) {
                    case Activity.Strike strike -> faults.add(named(strike, names, references));
                    case Activity.Rest pause -> rest = rest.compareTo(pause.duration()) > 0 ? rest : pause.duration();
                }
            }
            boolean beside = !faults.isEmpty() && !rest.isZero();
            if (beside) {
                group.stream().filter(Activity.Rest.class::isInstance).findFirst().ifPresent(pause -> notes
                        .differently(pause.spot(), "this pause stands beside faults; it is waited for after them"));
            }
            stages.add(new Stage(null, faults, List.of(), List.of(),
                    rest.isZero()
                            ? Pauses.NONE
                            : beside
                                    ? new Pauses(Duration.ZERO, rest)
                                    : new Pauses(rest, Duration.ZERO)));
        }
        return stages;
    }

    /** Every fault has a name of its own: scores and clients know it by nothing else. */
    private Fault named(Activity.Strike strike, Set<String> names, List<ProbeReference> references) {
        Fault fault = strike.fault();
        String unique = Names.unique(fault.name(), names);
        if (!unique.equals(fault.name())) {
            notes.differently(strike.spot(), "there is a fault '%s' already; this one is called '%s'"
                    .formatted(Piece.shown(fault.name()), Piece.shown(unique)));
        }
        strike.references().forEach(each -> references.add(new ProbeReference(unique, each.probe(), each.mode())));
        return new Fault(unique, fault.spec(), fault.duration(), fault.interval(), fault.ramp(), fault.sequence(),
                fault.weight(), fault.probes());
    }
}
