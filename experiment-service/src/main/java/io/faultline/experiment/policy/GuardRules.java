package io.faultline.experiment.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;
import io.faultline.contracts.wire.DurationText;
import io.faultline.experiment.stop.Halt;

/** What each guard says. */
public final class GuardRules {
    private GuardRules() {}

    /** The first that refuses. */
    public static Optional<Guard> refusal(List<Guard> guards) {
        return guards.stream().filter(guard -> !guard.allowed()).findFirst();
    }

    static Guard halt(Optional<Halt> inForce) {
        return inForce.map(halt -> Guard.refusing(Guard.Name.HALT,
                "Everything is halted since %s by %s: %s. DELETE /api/v1/halt with a reason releases it."
                        .formatted(halt.since(), halt.requestedBy(), halt.reason())))
                .orElseGet(() -> Guard.allowing(Guard.Name.HALT, "Nothing is halted."));
    }

    /** A window in force; of several the one that ends last. */
    static Guard blackout(List<BlackoutWindow> windows, Instant now) {
        record InForce(BlackoutWindow window, Instant end) {}
        return windows.stream()
                .flatMap(window -> window.endAt(now).map(end -> new InForce(window, end)).stream())
                .max(Comparator.comparing(InForce::end))
                .map(found -> Guard.refusing(Guard.Name.BLACKOUT_WINDOW,
                        "Blackout window '%s' lets no run start until %s: %s".formatted(found.window().name(),
                                found.end(), found.window().reason())))
                .orElseGet(() -> Guard.allowing(Guard.Name.BLACKOUT_WINDOW, windows.isEmpty()
                        ? "There are no blackout windows."
                        : "None of %d blackout windows is in force.".formatted(windows.size())));
    }

    static Guard duration(ExperimentSpec spec, Limits limits) {
        Complaints complaints = Complaints.collect().at("spec");
        String run = text(limits.longestRun());
        Duration asked = spec.maxDuration();
        complaints.at("maxDuration").unless(asked == null || asked.compareTo(limits.longestRun()) <= 0,
                "this server lets no run take longer than %s (FAULTLINE_LONGEST_RUN)".formatted(run));
        complaints.at("stages").unless(least(spec).compareTo(limits.longestRun()) <= 0,
                "they take at least %s, and this server lets no run take longer than %s (FAULTLINE_LONGEST_RUN)"
                        .formatted(text(least(spec)), run));
        complaints.at("stages").each(spec.stages(), (stage, at) -> at.at("faults").each(stage.faults(),
                (fault, place) -> place.at("duration").unless(fault.duration().compareTo(limits.longestFault()) <= 0,
                        "this server lets no fault last longer than %s (FAULTLINE_LONGEST_FAULT)"
                                .formatted(text(limits.longestFault())))));
        return complaints.found().isEmpty()
                ? Guard.allowing(Guard.Name.MAX_DURATION,
                        "Its stages take at least %s, the run %s at most; a run may take %s and a fault %s.".formatted(
                                text(least(spec)), asked == null ? "what its steps add up to" : text(asked), run,
                                text(limits.longestFault())))
                : new Guard(Guard.Name.MAX_DURATION, false,
                        "It takes longer than this server allows: make what is named in errors shorter.",
                        complaints.found());
    }

    static Guard stopConditions(List<Probe> conditions) {
        return Guard.allowing(Guard.Name.STOP_CONDITIONS, conditions.isEmpty()
                ? "There is no stop condition: it ends early by its own probes, an abort or a halt only."
                : "The run ends as soon as one of %d does not hold: %s.".formatted(conditions.size(), conditions
                        .stream().map(probe -> "'%s' (%s)".formatted(probe.name(), kind(probe)))
                        .collect(Collectors.joining(", "))));
    }

    static Guard secrets(ExperimentSpec spec) {
        return Guard.allowing(Guard.Name.SECRETS, spec.secrets().isEmpty()
                ? "It uses no secrets."
                : "Read where they are used, and never kept: %s.".formatted(spec.secrets().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(secret -> "'%s' from %s".formatted(secret.getKey(), secret.getValue().env()))
                        .collect(Collectors.joining(", "))));
    }

    private static String kind(Probe probe) {
        return switch (probe.spec()) {
            case HttpProbe _ -> "http";
            case CommandProbe _ -> "command";
            case TcpProbe _ -> "tcp";
            case PrometheusProbe _ -> "prometheus";
            case KubernetesProbe _ -> "k8s";
        };
    }

    /** What its stages take when nothing is slow. */
    private static Duration least(ExperimentSpec spec) {
        return spec.stages().stream().map(GuardRules::least).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration least(Stage stage) {
        Duration faults = stage.faults().stream().map(GuardRules::least).max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return stage.pauses().before().plus(faults).plus(stage.pauses().after());
    }

    private static Duration least(Fault fault) {
        return fault.duration().plus(fault.ramp().multipliedBy(2));
    }

    private static String text(Duration duration) {
        return new DurationText(duration).toString();
    }
}
