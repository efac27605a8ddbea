package io.faultline.experiment.graphql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.history.FaultState;
import io.faultline.experiment.history.ProbeState;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.history.RunSummary;
import io.faultline.experiment.workflow.PhaseRules;
import io.faultline.experiment.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * The JSON text clients draw a run from: a node for the run, one for each stage, one for each fault with what came of it.
 * Times in it are epoch seconds.
 */
record ExecutionData(RunRecord run, @Nullable Workflow workflow, String experimentId) {
    String text() {
        return run.experiment() == null ? "" : Wire.mapper().writeValueAsString(whole());
    }

    private Map<String, Object> whole() {
        RunSummary summary = run.summary();
        String id = summary.run().toString();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("experimentType", workflow == null ? "Workflow" : workflow.kind());
        data.put("revisionID", String.valueOf(Objects.requireNonNullElse(summary.revision(), 1)));
        data.put("notifyID", id);
        data.put("experimentID", experimentId);
        data.put("eventType", summary.phase().terminal() ? "UPDATE" : "ADD");
        data.put("uid", id);
        data.put("namespace", "");
        data.put("name", "%s-%s".formatted(summary.experimentName(), millis(summary.requestedAt())));
        data.put("creationTimestamp", seconds(summary.requestedAt()));
        data.put("phase", PhaseRules.word(summary.phase()));
        data.put("message", run.told(RunSettled.class).stream().map(RunSettled::reason).filter(Objects::nonNull)
                .findFirst().orElse(""));
        data.put("startedAt", seconds(summary.startedAt()));
        data.put("finishedAt", seconds(summary.endedAt()));
        data.put("nodes", nodes(id));
        data.put("updatedBy", Objects.requireNonNullElse(summary.requestedBy(), ""));
        return data;
    }

    private Map<String, Object> nodes(String id) {
        Map<String, Object> nodes = new LinkedHashMap<>();
        List<Stage> stages = Objects.requireNonNull(run.experiment()).spec().stages();
        List<String> first = stages.isEmpty() ? List.of() : List.of(id + "-0");
        nodes.put(id, node(String.valueOf(run.summary().experimentName()), "Steps",
                PhaseRules.word(run.summary().phase()), run.summary().startedAt(), run.summary().endedAt(), first));
        Map<String, FaultState> states = new LinkedHashMap<>();
        FaultState.of(run).forEach(state -> states.put(state.fault(), state));
        for (int i = 0; i < stages.size(); i++) {
            stage(nodes, id, i, stages, states);
        }
        return nodes;
    }

    /** In Argo the faults of a group are its children, and the next group is a child of each of them. */
    private void stage(Map<String, Object> nodes, String id, int number, List<Stage> stages,
            Map<String, FaultState> states) {
        List<Fault> faults = stages.get(number).faults();
        String own = id + "-" + number;
        List<String> next = number + 1 < stages.size() ? List.of(id + "-" + (number + 1)) : List.of();
        List<FaultState> known = faults.stream().map(fault -> states.get(fault.name())).filter(Objects::nonNull)
                .toList();
        nodes.put(own, node("[" + number + "]", "StepGroup", phase(known), earliest(known), latest(known),
                faults.isEmpty() ? next : faults.stream().map(fault -> own + "-" + fault.name()).toList()));
        faults.forEach(fault -> {
            FaultState state = states.get(fault.name());
            Map<String, Object> node = node(fault.name(), "ChaosEngine",
                    phase(state == null ? List.of() : List.of(state)),
                    state == null ? null : state.injectedAt(), state == null ? null : state.endedAt(), next);
            node.put("chaosData", chaosData(fault, state));
            nodes.put(own + "-" + fault.name(), node);
        });
    }

    private static Map<String, Object> node(String name, String type, String phase, @Nullable Instant startedAt,
            @Nullable Instant finishedAt, List<String> children) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", name);
        node.put("phase", phase);
        node.put("message", "");
        node.put("startedAt", seconds(startedAt));
        node.put("finishedAt", seconds(finishedAt));
        node.put("children", children);
        node.put("type", type);
        return node;
    }

    /** Argo's words: a fault's step succeeds whatever its verdict. */
    private String phase(List<FaultState> states) {
        if (states.stream().anyMatch(state -> state.state() == FaultState.State.INJECTED)) {
            return "Running";
        } else if (!states.isEmpty() && states.stream().allMatch(state -> state.endedAt() != null)) {
            return "Succeeded";
        }
        return run.summary().phase().terminal() ? "Omitted" : "Pending";
    }

    private static @Nullable Instant earliest(List<FaultState> states) {
        return states.stream().map(FaultState::injectedAt).filter(Objects::nonNull).min(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable Instant latest(List<FaultState> states) {
        return states.stream().allMatch(state -> state.endedAt() != null)
                ? states.stream().map(FaultState::endedAt).filter(Objects::nonNull).max(Instant::compareTo)
                        .orElse(null)
                : null;
    }

    private Map<String, Object> chaosData(Fault fault, @Nullable FaultState state) {
        Scorecard.FaultScore score = score(fault);
        String percentage = score == null ? "Awaited" : Integer.toString(score.probeSuccessPercentage());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("engineUID", run.summary().run() + "/" + fault.name());
        data.put("engineContext", "");
        data.put("engineName", fault.name());
        data.put("namespace", "");
        data.put("experimentName", FaultType.of(fault.spec()).wireName());
        data.put("experimentStatus", word(score == null ? stage(state) : score.phase()));
        data.put("lastUpdatedAt", seconds(state == null
                ? null
                : state.endedAt() == null ? state.injectedAt() : state.endedAt()));
        data.put("experimentVerdict", word(score == null ? FaultVerdict.AWAITED : score.verdict()));
        data.put("experimentPod", "");
        data.put("runnerPod", "");
        data.put("probeSuccessPercentage", percentage);
        data.put("failStep", failStep(fault));
        data.put("chaosResult", result(fault, state, data));
        return data;
    }

    private Map<String, Object> result(Fault fault, @Nullable FaultState state, Map<String, Object> data) {
        Map<String, Object> status = new LinkedHashMap<>();
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("phase", data.get("experimentStatus"));
        outcome.put("verdict", data.get("experimentVerdict"));
        outcome.put("probeSuccessPercentage", data.get("probeSuccessPercentage"));
        outcome.put("failStep", data.get("failStep"));
        status.put("experimentStatus", outcome);
        List<Map<String, Object>> probes = new ArrayList<>();
        ProbeOutcome.of(run, fault).forEach(each -> probes.add(each.status()));
        status.put("probeStatuses", probes);
        status.put("history", Map.of("passedRuns", "Pass".equals(data.get("experimentVerdict")) ? 1 : 0, "failedRuns",
                "Fail".equals(data.get("experimentVerdict")) ? 1 : 0, "stoppedRuns",
                "Stopped".equals(data.get("experimentVerdict")) ? 1 : 0, "targets", targets(state)));
        return Map.of("metadata", Map.of("name", fault.name() + "-" + data.get("experimentName")), "spec",
                Map.of("engine", fault.name(), "experiment", data.get("experimentName")), "status", status);
    }

    private static List<Map<String, String>> targets(@Nullable FaultState state) {
        if (state == null) {
            return List.of();
        }
        String status = state.state() == FaultState.State.REVERTED ? "reverted" : "injected";
        return state.targets().stream()
                .map(target -> Map.of("name", target.name(), "kind", target.kind(), "chaosStatus", status)).toList();
    }

    private Scorecard.@Nullable FaultScore score(Fault fault) {
        return run.told(RunCompleted.class).stream().flatMap(each -> each.scorecard().faults().stream())
                .filter(each -> each.fault().equals(fault.id())).findFirst().orElse(null);
    }

    private String failStep(Fault fault) {
        return run.told(FaultFailed.class).stream().filter(each -> each.fault().equals(fault.id())).findFirst()
                .map(each -> (each.failed() == FaultFailed.Failed.INJECT ? "CHAOS_INJECT_ERROR" : "CHAOS_REVERT_ERROR")
                        + " : " + each.reason())
                .or(() -> ProbeState.of(run).stream().filter(each -> fault.name().equals(each.fault()))
                        .filter(each -> each.failures() > 0 && each.detail() != null).findFirst()
                        .map(each -> "PROBE_FAILURE : " + each.detail()))
                .orElse("");
    }

    private static FaultPhase stage(@Nullable FaultState state) {
        return state == null || state.state() == FaultState.State.PENDING ? FaultPhase.PENDING : FaultPhase.RUNNING;
    }

    private static String word(Enum<?> value) {
        return Wire.mapper().convertValue(value, String.class);
    }

    private static String seconds(@Nullable Instant at) {
        return at == null ? "" : Long.toString(at.getEpochSecond());
    }

    private static String millis(@Nullable Instant at) {
        return at == null ? "0" : Long.toString(at.toEpochMilli());
    }
}
