package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.InvalidExperiment;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.probe.Probe;
import io.faultline.formats.litmus.Activity.Reference;
import org.jspecify.annotations.Nullable;

/** The faults of a ChaosEngine: one for each of its experiments. */
final class EngineReading {
    static final Map<String, String> SPEC_REST = Map.of(
            "chaosServiceAccount", "Faultline's agent has an account of its own, with exact rights",
            "jobCleanUpPolicy", "no jobs are left behind",
            "terminationGracePeriodSeconds", "helpers mend and end at once",
            "monitoring", "metrics are always there", "annotationCheck", "what is not selected is not hit");
    static final Map<String, String> COMPONENT_REST = Map.of(
            "configMaps", "there is no experiment pod to mount it in",
            "secrets", "there is no experiment pod to mount it in",
            "experimentImage", "there is no experiment pod",
            "experimentImagePullSecrets", "there is no experiment pod",
            "resources", "helpers have their own limits",
            "statusCheckTimeouts", CommonTunables.TIMEOUT);
    static final Map<String, String> RUNNER_REST = Map.of("image", "there is no runner pod", "imagePullPolicy",
            "there is no runner pod", "imagePullSecrets", "there is no runner pod", "type", "there is no runner pod",
            "command", "there is no runner pod", "args", "there is no runner pod", "configMaps",
            "there is no runner pod to mount it in", "secrets", "there is no runner pod to mount it in", "resources",
            "there is no runner pod", "runnerLabels", "there is no runner pod");
    static final Map<String, String> COMPONENTS_REST = Map.of("sidecar",
            "there is no experiment pod beside which it would run");
    private static final Map<String, String> TUNED_BY = Map.of("duration", "TOTAL_CHAOS_DURATION", "interval",
            "CHAOS_INTERVAL", "ramp", "RAMP_TIME");

    /** What an engine is read with. */
    record Setting(String fallbackName, String namespace, int weight,
            Map<String, Map<String, Piece>> definitions, Filling filling, PodWishes wishes) {}

    /** Where an engine's faults are aimed, the stored probes it names, and the applications beside them. */
    private record Place(String namespace, App app, List<Reference> references, Optional<Piece> auxiliary) {}

    private final Piece engine;
    private final Setting setting;
    private final Notes notes;

    private EngineReading(Piece engine, Setting setting) {
        this.engine = engine;
        this.setting = setting;
        this.notes = engine.notes();
    }

    static List<Activity.Strike> of(Piece engine, Setting setting) {
        EngineReading reading = new EngineReading(engine, setting);
        return reading.strikes(engine.fields("metadata"), engine.fields("spec"));
    }

    /** Of an engine whose spec stands elsewhere. */
    static List<Activity.Strike> of(Piece metadata, Piece spec, Setting setting) {
        return new EngineReading(spec, setting).strikes(metadata, spec);
    }

    private List<Activity.Strike> strikes(Piece metadata, Piece spec) {
        if (spec.raw("engineState").strip().equalsIgnoreCase("stop")) {
            spec.field("engineState").ifPresent(state -> notes.refuse(state.spot(),
                    "the engine is stopped, so its fault would never be made; write active, or take it out"));
        }
        Piece components = spec.fields("components");
        runner(components);
        List<Reference> references = references(metadata);
        metadata.look("name", "generateName", "labels", "namespace", "creationTimestamp");
        metadata.ignoreRest(Map.of());
        List<Piece> experiments = spec.items("experiments");
        String base = base(metadata);
        if (experiments.isEmpty()) {
            notes.refuse(spec.spot(), "no experiments specified in chaosengine - " + Piece.shown(base));
        }
        String namespace = metadata.field("namespace").map(Piece::raw).filter(text -> Placeholders.openIn(text)
                .isEmpty() && !text.isBlank())
                .or(() -> Optional.of(setting.namespace()).filter(text -> !text.isBlank()))
                .orElse("default");
        App app = App.of(spec, namespace, setting.filling());
        Place place = new Place(namespace, app, references,
                spec.field("auxiliaryAppInfo").filter(each -> !each.isNothing()));
        spec.ignoreRest(SPEC_REST);
        List<Activity.Strike> strikes = new ArrayList<>();
        for (Piece experiment : experiments) {
            String kind = experiment.text("name").orElse("").strip();
            String name = experiments.size() == 1 ? base : base + "-" + kind;
            strike(experiment, kind, name, place).ifPresent(strikes::add);
        }
        return strikes;
    }

    private String base(Piece metadata) {
        return metadata.text("generateName").or(() -> metadata.text("name")).orElse(setting.fallbackName()).strip();
    }

    private void runner(Piece components) {
        Piece runner = components.fields("runner");
        runner.field("nodeSelector").ifPresent(setting.wishes()::nodeSelector);
        setting.wishes().tolerations(runner.items("tolerations"));
        runner.field("runnerAnnotations").ifPresent(setting.wishes()::annotations);
        runner.ignoreRest(RUNNER_REST);
        components.ignoreRest(COMPONENTS_REST);
    }

    /** The stored probes an annotation names; other annotations are nobody's business. */
    private List<Reference> references(Piece metadata) {
        Piece annotations = metadata.fields("annotations");
        Optional<Piece> written = annotations.field("probeRef").filter(each -> !each.isNothing());
        annotations.names().stream().filter(name -> !name.equals("probeRef")).forEach(annotations::field);
        List<Reference> references = new ArrayList<>();
        written.flatMap(piece -> piece.document(piece.raw())).ifPresent(list -> {
            for (Piece item : list.items()) {
                Optional<String> name = item.text("name").or(() -> item.text("probeID"));
                Optional<io.faultline.contracts.probe.ProbeMode> mode = item.field("mode")
                        .flatMap(ProbeReading::mode);
                if (name.isEmpty() || mode.isEmpty()) {
                    notes.refuse(item.spot(), "a reference to a probe needs a name and a mode");
                } else {
                    references.add(new Reference(name.get(), mode.get()));
                }
            }
        });
        return references;
    }

    private Optional<Activity.Strike> strike(Piece experiment, String kind, String name, Place place) {
        Piece spec = experiment.fields("spec");
        Piece components = spec.fields("components");
        components.field("nodeSelector").ifPresent(setting.wishes()::nodeSelector);
        setting.wishes().tolerations(components.items("tolerations"));
        components.field("experimentAnnotations").ifPresent(setting.wishes()::annotations);
        Map<String, Piece> env = Tunables.env(components.items("env"), notes);
        components.ignoreRest(COMPONENT_REST);
        spec.look("rank", "probe");
        spec.ignoreRest(Map.of());
        experiment.ignoreRest(Map.of());
        Map<String, Piece> defined = setting.definitions().getOrDefault(kind, Map.of());
        Map<String, Piece> inherited = new LinkedHashMap<>(defined);
        inherited.putAll(env);
        Optional<FaultForm> form = FaultForms.named(kind);
        if (form.isEmpty()) {
            notes.refuse(experiment.field("name").map(Piece::spot).orElse(experiment.spot()),
                    "there is no fault '%s' here: %s".formatted(Piece.shown(kind), FaultForms.whyNot(kind)),
                    FaultForms.meant(kind));
            probes(spec, place, null, inherited);
            return Optional.empty();
        }
        Tunables tunables = new Tunables(form.get(), env, defined, setting.filling(), aimed(spec, place),
                experiment.spot(), notes);
        List<Probe> auxiliary = auxiliary(place, tunables);
        return fault(name, tunables, made -> Stream
                .concat(auxiliary.stream(), probes(spec, place, nodes(made), inherited).stream()).toList())
                .map(fault -> new Activity.Strike(fault, place.references(), experiment.spot()));
    }

    /**
     * What the engine itself says counts before the tunable: its runner puts it over that. They come before the fault's
     * own probes, as there: these see what is ready again.
     */
    private static List<Probe> auxiliary(Place place, Tunables tunables) {
        String tuned = tunables.text("AUXILIARY_APPINFO");
        return place.auxiliary()
                .map(piece -> HealthProbe.auxiliary(piece.known().orElse(""), piece.spot(), piece.notes()))
                .orElseGet(() -> HealthProbe.auxiliary(tuned, tunables.spot("AUXILIARY_APPINFO"), tunables.notes()));
    }

    /** A health check of what no probe can look at is the fault's own. */
    private static App aimed(Piece spec, Place place) {
        boolean asked = place.references().isEmpty() && spec.items("probe").stream().anyMatch(HealthProbe::isOne);
        return asked && HealthProbe.of(place.app(), null).isEmpty() ? place.app().checked() : place.app();
    }

    private static @Nullable NodeTarget nodes(@Nullable FaultSpec made) {
        return made instanceof ClusterFault fault && fault.aim() instanceof NodeTarget nodes ? nodes : null;
    }

    private List<Probe> probes(Piece spec, Place place, @Nullable NodeTarget nodes, Map<String, Piece> env) {
        List<Piece> written = spec.items("probe");
        if (!place.references().isEmpty() && !written.isEmpty()) {
            spec.field("probe").ifPresent(piece -> notes.ignore(piece.spot(),
                    "these probes are left out: the annotation probeRef names others, as in Litmus"));
            return List.of();
        }
        ProbeReading.Engine around = new ProbeReading.Engine(place.namespace(), place.app(), nodes, env);
        List<Probe> probes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Piece piece : written) {
            ProbeReading.of(piece, around).ifPresent(probe -> {
                String unique = Names.unique(probe.name(), names);
                if (!unique.equals(probe.name())) {
                    notes.differently(piece.spot(), "there is a probe '%s' already; this one is called '%s'"
                            .formatted(Piece.shown(probe.name()), Piece.shown(unique)));
                }
                probes.add(new Probe(unique, probe.mode(), probe.every(), probe.timeout(), probe.attempts(),
                        probe.interval(), probe.initialDelay(), probe.stopOnFailure(), probe.http(),
                        probe.command(), probe.tcp(), probe.prometheus(), probe.k8s()));
            });
        }
        return probes;
    }

    private Optional<Fault> fault(String name, Tunables tunables, Function<@Nullable FaultSpec, List<Probe>> probing) {
        int before = notes.refusals();
        FaultSpec spec = tunables.form().making().apply(tunables);
        Duration duration = tunables.seconds("TOTAL_CHAOS_DURATION");
        Duration interval = tunables.form().strikes() ? tunables.seconds("CHAOS_INTERVAL") : Duration.ZERO;
        if (tunables.form().strikes() && interval.isZero()) {
            notes.differently(tunables.spot("CHAOS_INTERVAL"), "an interval of nothing is taken as 1s");
            interval = Duration.ofSeconds(1);
        }
        Duration ramp = tunables.seconds("RAMP_TIME");
        Sequence sequence = sequence(tunables);
        Integer weight = setting.filling().weights().getOrDefault(name, setting.weight());
        tunables.rest();
        boolean sound = notes.refusals() == before;
        List<Probe> probes = probing.apply(spec);
        if (spec == null || !sound) {
            return Optional.empty();
        }
        Fault fault = new Fault(name, spec, duration, interval, ramp, sequence, weight, probes);
        List<Complaint> complaints = complaints(fault);
        complaints.forEach(complaint -> complain(complaint, tunables));
        return complaints.isEmpty() ? Optional.of(fault) : Optional.empty();
    }

    private void complain(Complaint complaint, Tunables tunables) {
        String field = complaint.pointer().replaceFirst("^/spec/stages/0(/faults/0)?/?", "");
        String tuned = TUNED_BY.get(field);
        Spot spot = tuned == null ? engine.spot() : tunables.spot(tuned);
        String name = tuned == null ? field : tuned;
        notes.refuse(spot, name.isEmpty() ? complaint.message() : name + " " + complaint.message());
    }

    private static Sequence sequence(Tunables tunables) {
        String word = tunables.text("SEQUENCE").toLowerCase(java.util.Locale.ROOT);
        if (word.equals("random")) {
            tunables.notes().differently(tunables.spot("SEQUENCE"), "SEQUENCE random is taken as parallel");
        } else if (!word.equals("serial") && !word.equals("parallel")) {
            tunables.notes().refuse(tunables.spot("SEQUENCE"), "SEQUENCE has to be parallel or serial, but is '%s'"
                    .formatted(Piece.shown(word)));
        }
        return word.equals("serial") ? Sequence.SERIAL : Sequence.PARALLEL;
    }

    /** What our own language says against it. */
    private static List<Complaint> complaints(Fault fault) {
        try {
            Objects.requireNonNull(Experiment.of(new Metadata("fault", null, List.of()),
                    new ExperimentSpec(null, List.of(Stage.of(fault)), null, BlastRadius.UNLIMITED, List.of(), Map.of(),
                            Map.of(),
                            null)));
            return List.of();
        } catch (InvalidExperiment invalid) {
            return invalid.complaints();
        }
    }

    /** The weight a label says; ten without one. */
    static int weight(@Nullable Piece label) {
        String text = label == null ? "" : label.raw().strip();
        if (text.isEmpty()) {
            return Fault.DEFAULT_WEIGHT;
        }
        if (!text.matches("\\d|10")) {
            Objects.requireNonNull(label).notes().refuse(label.spot(),
                    "a weight lies between 0 and 10, but is '%s'".formatted(Piece.shown(text)));
            return Fault.DEFAULT_WEIGHT;
        }
        return Integer.parseInt(text);
    }
}
