package io.faultline.formats.litmus;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.Refusal;

/** Litmus' codes of what went wrong with a fault. */
final class FailSteps {
    private FailSteps() {}

    static String of(FaultFailed failed) {
        Refusal refusal = failed.refusal();
        String code = failed.failed() == FaultFailed.Failed.REVERT
                ? "CHAOS_REVERT_ERROR"
                : switch (refusal) {
                    case EMPTY_SELECTION, BLAST_RADIUS, PROTECTED_TARGET, TARGET_LOCKED -> "TARGET_SELECTION_ERROR";
                    case HALTED, RUN_STOPPED -> "EXPERIMENT_ABORTED";
                    case LATE -> "TIMEOUT";
                    case TOO_LONG, LEASE_LOST, NOT_POSSIBLE -> "CHAOS_INJECT_ERROR";
                    case null -> "CHAOS_INJECT_ERROR";
                };
        return code + " : " + failed.reason();
    }

    static String of(Probe probe, Outcome outcome, String detail) {
        String kind = type(probe).replace("Probe", "").toUpperCase(java.util.Locale.ROOT);
        return "%s_PROBE_%s : %s".formatted(kind, outcome == Outcome.BROKEN ? "FAILURE" : "ERROR", detail);
    }

    /** A probe's type in their words. */
    static String type(Probe probe) {
        return switch (probe.spec()) {
            case io.faultline.contracts.probe.HttpProbe _ -> "httpProbe";
            case io.faultline.contracts.probe.CommandProbe _ -> "cmdProbe";
            case io.faultline.contracts.probe.PrometheusProbe _ -> "promProbe";
            case io.faultline.contracts.probe.KubernetesProbe _ -> "k8sProbe";
            case io.faultline.contracts.probe.TcpProbe _ -> "tcpProbe";
        };
    }
}
