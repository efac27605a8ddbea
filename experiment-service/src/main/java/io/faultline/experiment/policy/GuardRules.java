package io.faultline.experiment.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;
import io.faultline.contracts.wire.DurationText;
import io.faultline.experiment.infrastructure.FitRules;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
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

    /** What the cluster an experiment is aimed at says of it. */
    static List<Guard> infrastructure(ExperimentSpec spec, Optional<KeptInfrastructure> registered, Instant now) {
        Infrastructure named = spec.infrastructure();
        if (named == null) {
            return List.of();
        } else if (registered.isEmpty()) {
            return List.of(new Guard(Guard.Name.INFRASTRUCTURE, false,
                    "There is no infrastructure '%s': GET /api/v1/infrastructures lists those there are, POST connects one."
                            .formatted(named.name()),
                    List.of(new Complaint("/spec/infrastructure", "'%s' is not connected".formatted(named.name())))));
        }
        KeptInfrastructure kept = registered.get();
        if (named.isResolved() && !named.sealed(null).equals(kept.frozen())) {
            return List.of(Guard.refusing(Guard.Name.INFRASTRUCTURE,
                    "Infrastructure '%s' is not what it was when this was frozen: freeze it again, for a schedule by updating it."
                            .formatted(named.name())));
        }
        return List.of(Guard.allowing(Guard.Name.INFRASTRUCTURE, "'%s' is connected%s.".formatted(kept.name(),
                kept.spec().namespace() == null ? "" : ", for namespace '" + kept.spec().namespace() + "' only")),
                enabledFaults(spec, kept), agent(kept, now));
    }

    private static Guard enabledFaults(ExperimentSpec spec, KeptInfrastructure kept) {
        Complaints complaints = Complaints.collect().at("spec");
        FitRules.check(spec, kept.spec(), complaints);
        return complaints.found().isEmpty()
                ? Guard.allowing(Guard.Name.ENABLED_FAULTS, "'%s' lets all its faults happen.".formatted(kept.name()))
                : new Guard(Guard.Name.ENABLED_FAULTS, false,
                        "Infrastructure '%s' does not let this happen; errors names what.".formatted(kept.name()),
                        complaints.found());
    }

    private static Guard agent(KeptInfrastructure kept, Instant now) {
        return switch (kept.state(now)) {
            case BY_KUBECONFIG -> Guard.allowing(Guard.Name.AGENT, "It is reached by a kubeconfig.");
            case ACTIVE -> Guard.allowing(Guard.Name.AGENT, "%d of its agents call in.".formatted(
                    kept.agents().stream().filter(agent -> agent.isLive(now)).count()));
            case UNCONFIRMED -> Guard.refusing(Guard.Name.AGENT,
                    "The run cannot start due to an inactive infrastructure: no agent of '%s' has ever called in. Apply its manifest: faultline infra manifest tells how."
                            .formatted(kept.name()));
            case INACTIVE -> Guard.refusing(Guard.Name.AGENT,
                    "The run cannot start due to an inactive infrastructure: no agent of '%s' calls in any more. Look at pod '%s' in namespace '%s' of that cluster."
                            .formatted(kept.name(), kept.spec().serviceAccount(), kept.spec().agentNamespace()));
        };
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
