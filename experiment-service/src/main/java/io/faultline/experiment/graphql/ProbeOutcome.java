package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Objects;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.history.ProbeState;
import io.faultline.experiment.history.RunRecord;
import io.faultline.formats.litmus.LitmusPhases;
import org.jspecify.annotations.Nullable;

/** What came of a fault's probe in a run, in Litmus' words: each probe has its own outcome, whatever else bears its name. */
record ProbeOutcome(Probe probe, String verdict, String description) {
    static List<ProbeOutcome> of(RunRecord run, Fault fault) {
        List<ProbeState> states = ProbeState.of(run).stream().filter(each -> fault.name().equals(each.fault()))
                .toList();
        return fault.probes().stream().map(probe -> of(probe, run.summary().phase().terminal(),
                states.stream().filter(each -> each.probe().equals(probe.name())).toList())).toList();
    }

    private static ProbeOutcome of(Probe probe, boolean isOver, List<ProbeState> states) {
        ProbeState worst = states.stream().reduce((one, other) -> one.outcome() == Outcome.HELD ? other : one)
                .orElse(null);
        if (worst == null) {
            return isOver
                    ? new ProbeOutcome(probe, "NA", "Either probe is not executed or not evaluated")
                    : new ProbeOutcome(probe, "Awaited", "");
        }
        boolean isDone = isOver || !probe.mode().answersAfter() || states.size() > 1 || !probe.mode().answersBefore();
        String verdict = isDone || worst.outcome() != Outcome.HELD
                ? LitmusPhases.probeVerdictName(worst.outcome(), isOver)
                : "Awaited";
        return new ProbeOutcome(probe, verdict, Objects.requireNonNullElse(detail(worst), ""));
    }

    private static @Nullable String detail(ProbeState state) {
        return state.detail() == null && state.actual() != null
                ? "Actual value: " + state.actual()
                : state.detail();
    }

    String mode() {
        return Wire.mapper().convertValue(probe.mode(), String.class);
    }

    String type() {
        return switch (probe.spec()) {
            case HttpProbe _ -> "httpProbe";
            case CommandProbe _ -> "cmdProbe";
            case PrometheusProbe _ -> "promProbe";
            case KubernetesProbe _ -> "k8sProbe";
            case TcpProbe _ -> "tcpProbe";
        };
    }
}
