package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.InvalidExperiment;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.formats.yaml.Spelling;
import org.jspecify.annotations.Nullable;

/** A probe of a ChaosEngine. */
final class ProbeReading {
    static final Map<String, String> ABSENT = Map.of(
            "sloProbe", "the error budget of a platform is not asked for; use promProbe on what it is made of",
            "datadogProbe", "Datadog is not asked; use promProbe or httpProbe",
            "dynatraceProbe", "Dynatrace is not asked; use promProbe or httpProbe",
            "containerProbe", "a probe runs no container of its own choice; use cmdProbe with a source image",
            "apmProbe", "monitoring products are not asked; use promProbe or httpProbe");
    private static final List<String> KINDS = List.of("httpProbe", "cmdProbe", "k8sProbe", "promProbe");
    static final Map<String, String> RUN_REST = Map.of("verbosity",
            "every measurement is kept", "evaluationTimeout", "an evaluation is bounded by its attempts");

    /**
     * The engine a probe stands in.
     *
     * @param nodes those its fault is aimed at, if it is aimed at nodes
     * @param env the tunables of its fault
     */
    record Engine(String namespace, App app, @Nullable NodeTarget nodes, Map<String, Piece> env) {}

    private final Piece probe;
    private final Engine engine;
    private final Piece run;
    private final Notes notes;

    private ProbeReading(Piece probe, Engine engine) {
        this.probe = probe;
        this.engine = engine;
        this.run = probe.fields("runProperties");
        this.notes = probe.notes();
    }

    static Optional<Probe> of(Piece probe, Engine engine) {
        return Optional.ofNullable(new ProbeReading(probe, engine).read());
    }

    static Optional<ProbeMode> mode(Piece piece) {
        String word = piece.raw().strip();
        Optional<ProbeMode> mode = Stream.of(ProbeMode.values())
                .filter(each -> word(each).equalsIgnoreCase(word)).findFirst();
        if (mode.isEmpty()) {
            List<String> words = Stream.of(ProbeMode.values()).map(ProbeReading::word).toList();
            piece.notes().refuse(piece.spot(), "'%s' is no mode of a probe; write one of %s"
                    .formatted(Piece.shown(word), String.join(", ", words)), Spelling.nearest(word, words));
        }
        return mode;
    }

    /** As manifests write a mode. */
    static String word(ProbeMode mode) {
        return switch (mode) {
            case SOT -> "SOT";
            case EOT -> "EOT";
            case EDGE -> "Edge";
            case CONTINUOUS -> "Continuous";
            case ON_CHAOS -> "OnChaos";
        };
    }

    private @Nullable Probe read() {
        String type = probe.text("type").orElse("");
        String name = probe.text("name").orElse("");
        ProbeMode mode = probe.field("mode").flatMap(ProbeReading::mode).orElse(null);
        if (name.isEmpty() || mode == null) {
            notes.refuse(probe.spot(), "a probe needs a name, a type and a mode");
        }
        Piece inputs = inputs(type);
        if (inputs == null) {
            return null;
        }
        HttpProbe http = type.equals("httpProbe") ? ProbeInputs.http(inputs) : null;
        boolean health = HealthProbe.isOne(probe);
        CommandProbe command = type.equals("cmdProbe") && !health ? ProbeInputs.command(inputs, engine) : null;
        PrometheusProbe prometheus = type.equals("promProbe") ? ProbeInputs.prometheus(inputs) : null;
        KubernetesProbe k8s = health
                ? health(inputs)
                : type.equals("k8sProbe") ? ProbeInputs.kubernetes(inputs, probe) : null;
        boolean complete = Stream.of(http, command, prometheus, k8s).anyMatch(each -> each != null);
        Duration timeout = timeout(type, inputs);
        Duration every = every(mode);
        inputs.ignoreRest(Map.of());
        int attempts = attempts();
        Duration interval = span("interval", Duration.ofSeconds(1)).orElse(Duration.ZERO);
        Duration delay = span("initialDelay", Duration.ofSeconds(1))
                .or(() -> span("initialDelaySeconds", Duration.ofSeconds(1))).orElse(Duration.ZERO);
        boolean stops = run.raw("stopOnFailure").strip().equalsIgnoreCase("true");
        run.ignoreRest(RUN_REST);
        probe.ignoreRest(Map.of());
        if (!complete || name.isEmpty() || mode == null) {
            return null;
        }
        Probe read = new Probe(name, mode, every, timeout, attempts, interval, delay, stops, http, command, null,
                prometheus, k8s);
        return valid(health ? HealthProbe.patient(read) : read);
    }

    private @Nullable KubernetesProbe health(Piece inputs) {
        KubernetesProbe ready = HealthProbe.of(engine.app(), engine.nodes()).orElse(null);
        HealthProbe.tell(inputs, ready != null);
        inputs.look("command", "comparator", "source");
        return ready;
    }

    private @Nullable Piece inputs(String type) {
        if (!KINDS.contains(type)) {
            String why = ABSENT.getOrDefault(type, "write one of " + String.join(", ", KINDS));
            Spot spot = probe.field("type").map(Piece::spot).orElse(probe.spot());
            notes.refuse(spot, "there is no %s: %s".formatted(type.isEmpty()
                    ? "probe without a type"
                    : Piece.shown(type), why), Spelling.nearest(type, KINDS));
            return null;
        }
        Optional<Piece> inputs = probe.field(type + "/inputs").or(() -> probe.field("inputs"));
        if (inputs.isEmpty() || !inputs.get().isFields()) {
            notes.refuse(probe.spot(), "the probe has no %s/inputs".formatted(type));
            return null;
        }
        return inputs.get();
    }

    /**
     * The time one attempt may take. A bare number is in seconds, that of an HTTP probe in milliseconds; where an HTTP
     * probe still has its former responseTimeout (in milliseconds, wherever it stands), its probeTimeout is a former one
     * too, in seconds, and the request is bounded by the shorter.
     */
    private Duration timeout(String type, Piece inputs) {
        Optional<Piece> response = type.equals("httpProbe") ? responseTimeout(inputs) : Optional.empty();
        Duration unit = type.equals("httpProbe") && response.isEmpty()
                ? Duration.ofMillis(1)
                : Duration.ofSeconds(1);
        Optional<Duration> whole = span("probeTimeout", unit).filter(Duration::isPositive);
        Optional<Duration> request = response.flatMap(piece -> span(piece, Duration.ofMillis(1)))
                .filter(Duration::isPositive);
        if (whole.isEmpty() && request.isEmpty()) {
            notes.differently(run.spot(), "without a probeTimeout an attempt may take 5s; in Litmus it always fails");
            return Duration.ofSeconds(5);
        }
        return Stream.of(whole, request).flatMap(Optional::stream).min(Duration::compareTo).orElseThrow();
    }

    private static Optional<Piece> responseTimeout(Piece inputs) {
        return Stream.of(inputs.field("responseTimeout"), inputs.at("method", "get", "responseTimeout"),
                inputs.at("method", "post", "responseTimeout"), inputs.at("method", "responseTimeout"))
                .flatMap(Optional::stream).filter(piece -> !piece.isNothing()).findFirst();
    }

    private Duration every(@Nullable ProbeMode mode) {
        Duration every = span("probePollingInterval", Duration.ofSeconds(1)).filter(Duration::isPositive).orElse(null);
        boolean repeats = mode != null && mode.repeats();
        if (every == null) {
            if (repeats) {
                notes.differently(run.spot(),
                        "without a probePollingInterval it is evaluated every 1s; Litmus does so without a pause");
            }
            return Duration.ofSeconds(1);
        }
        if (every.compareTo(Probe.SHORTEST_EVERY) < 0) {
            notes.differently(run.spot(), "it is evaluated every 50ms, which is the shortest there is");
            return Probe.SHORTEST_EVERY;
        }
        return every;
    }

    private int attempts() {
        int attempt = number("attempt");
        int retry = number("retry");
        return attempt > 0 ? attempt : Math.max(1, retry);
    }

    private int number(String name) {
        return run.text(name).map(text -> {
            if (!text.strip().matches("\\d{1,4}")) {
                run.field(name).ifPresent(piece -> notes.refuse(piece.spot(), name + " has to be a whole number"));
                return 0;
            }
            return Integer.parseInt(text.strip());
        }).orElse(0);
    }

    private Optional<Duration> span(String name, Duration unit) {
        return run.field(name).filter(piece -> !piece.isNothing()).flatMap(piece -> span(piece, unit));
    }

    private Optional<Duration> span(Piece piece, Duration unit) {
        Optional<String> text = piece.known();
        Optional<Duration> span = text.flatMap(words -> Units.span(words, unit));
        if (text.isPresent() && span.isEmpty()) {
            notes.refuse(piece.spot(), "'%s' is no time; write 10, 10s or 500ms"
                    .formatted(Piece.shown(text.get().toLowerCase(Locale.ROOT))));
        }
        return span;
    }

    /** What our own language says against it, at its place. */
    private @Nullable Probe valid(Probe read) {
        try {
            Experiment.of(new Metadata("probe", null, List.of()), new ExperimentSpec(
                    new Hypothesis("t", HypothesisStrategy.BEFORE, List.of(read)), List.of(), null,
                    BlastRadius.UNLIMITED,
                    List.of(), Map.of(), Map.of(),
                    null));
            return read;
        } catch (InvalidExperiment invalid) {
            invalid.complaints().forEach(complaint -> notes.refuse(probe.spot(), "%s: %s".formatted(
                    complaint.pointer().replaceFirst("^/spec/hypothesis/probes/0/?", ""), complaint.message())));
            return null;
        }
    }
}
