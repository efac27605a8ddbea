package io.faultline.experiment.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StopCause;
import io.faultline.experiment.history.FaultState;
import io.faultline.experiment.history.ProbeState;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.history.RunSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
 * @param ending how it came to its end
 * @param stopCause what ended it early
 * @param reasons why the verdict is what it is
 */
record RunView(@JsonUnwrapped RunSummary summary, @Nullable RunEnding ending, @Nullable StopCause stopCause,
        @Nullable String reason, List<String> reasons, List<FaultView> faults, List<ProbeState> probes,
        List<StepId> overdue, List<FaultId> openFaults, Map<String, String> links) {
    /** A fault, its state as a word. */
    record FaultView(String fault, String type,
            @Schema(allowableValues = {
                    "pending", "injected", "reverted", "not-injected",
                    "not-reverted"}) String state,
            List<HitTarget> targets, @Nullable Instant injectedAt, @Nullable Instant by, @Nullable Instant endedAt,
            @Nullable String detail, @Nullable String manualUndo) {
        static FaultView of(FaultState fault) {
            return new FaultView(fault.fault(), fault.type(), fault.state().toString(), fault.targets(),
                    fault.injectedAt(), fault.by(), fault.endedAt(), fault.detail(), fault.manualUndo());
        }
    }

    static RunView of(RunRecord run) {
        RunSettled settled = run.told(RunSettled.class).stream().findFirst().orElse(null);
        RunStopping stopping = run.told(RunStopping.class).stream().findFirst().orElse(null);
        List<String> reasons = run.told(RunCompleted.class).stream().flatMap(each -> each.reasons().stream()).toList();
        return new RunView(run.summary(), settled == null ? null : settled.ending(),
                settled != null && settled.cause() != null
                        ? settled.cause()
                        : stopping == null ? null : stopping.cause(),
                settled != null && settled.reason() != null
                        ? settled.reason()
                        : stopping == null ? null : stopping.reason(),
                reasons, FaultState.of(run).stream().map(FaultView::of).toList(), ProbeState.of(run),
                settled == null ? List.of() : settled.overdue(), settled == null ? List.of() : settled.openFaults(),
                links(run.summary().run()));
    }

    static String path(RunId run) {
        return "/api/v1/runs/" + run;
    }

    static Map<String, String> links(RunId run) {
        String self = path(run);
        return Map.of("self", self, "abort", self + "/abort", "events", self + "/events", "logs", self + "/logs",
                "score", self + "/score");
    }
}
