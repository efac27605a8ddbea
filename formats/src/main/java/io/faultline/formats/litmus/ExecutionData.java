package io.faultline.formats.litmus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as Harness' and Litmus' clients read it in <code>executionData</code>: a tree of nodes as Argo has it, each fault a
 * ChaosEngine with its result. Times are seconds since 1970, as text.
 *
 * @param run the run's id
 * @param experimentId the experiment's id
 * @param revisionId its revision
 * @param notifyId what the client was given when it asked for the run
 * @param namespace the manifest's namespace
 * @param isCron whether a schedule began it
 * @param updatedBy who asked for the run
 */
public record ExecutionData(String run, String experimentId, String revisionId, String notifyId, String namespace,
        boolean isCron, String updatedBy) {
    /**
     * The JSON text of a run.
     *
     * @param phase how far it is
     * @param began when it was planned, or asked for as long as it is not
     * @param facts what was told of it so far
     */
    public String of(Experiment experiment, RunPhase phase, @Nullable Instant began, List<RunFact> facts) {
        return Wire.mapper().writeValueAsString(tree(new RunTold(experiment, phase, began, facts)));
    }

    private ObjectNode tree(RunTold told) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("experimentType", isCron ? "cronexperiment" : "experiment");
        data.put("revisionID", revisionId);
        data.put("notifyID", notifyId);
        data.put("experimentID", experimentId);
        data.put("eventType", told.isOver() ? "UPDATE" : "ADD");
        data.put("uid", run);
        data.put("namespace", namespace);
        data.put("name", told.experiment().name());
        data.put("creationTimestamp", seconds(told.began()));
        data.put("phase", told.phaseName());
        data.put("message", told.reasons());
        data.put("startedAt", seconds(told.began()));
        data.put("finishedAt", seconds(told.ended()));
        nodes(data.putObject("nodes"), told);
        data.put("updatedBy", updatedBy);
        return data;
    }

    /** The run, then for each stage a group whose children are its faults, whose children in turn are the next group. */
    private void nodes(ObjectNode nodes, RunTold told) {
        List<Stage> stages = told.experiment().spec().stages();
        ObjectNode root = node(nodes, run, told.experiment().name(), "Steps", told.phaseName(), told.began(),
                told.ended(), stages.isEmpty() ? List.of() : List.of(group(0)));
        root.put("message", told.reasons());
        for (int i = 0; i < stages.size(); i++) {
            List<String> next = i + 1 < stages.size() ? List.of(group(i + 1)) : List.of();
            Stage stage = stages.get(i);
            List<String> inside = new ArrayList<>(stage.faults().stream().map(this::id).toList());
            if (inside.isEmpty()) {
                inside.add(group(i) + "-pause");
            }
            node(nodes, group(i), "[%d]".formatted(i), "StepGroup", phase(stage, told), told.began(stage),
                    told.over(stage), inside);
            if (stage.faults().isEmpty()) {
                node(nodes, inside.getFirst(), "pause", "Suspend", phase(stage, told), Optional.empty(),
                        Optional.empty(), next);
            }
            stage.faults().forEach(fault -> fault(nodes, fault, told, next));
        }
    }

    private String group(int index) {
        return run + "-group-" + index;
    }

    private String id(Fault fault) {
        return run + "-" + fault.name();
    }

    /** That of the fault that came least far. */
    private static String phase(Stage stage, RunTold told) {
        return stage.faults().stream().map(told::phase).filter(phase -> phase == FaultPhase.RUNNING).findFirst()
                .or(() -> stage.faults().stream().map(told::phase).max(java.util.Comparator.comparing(
                        phase -> phase == FaultPhase.PENDING ? -1 : phase.ordinal())))
                .map(LitmusPhases::ofNode).orElse(told.isOver() ? "Succeeded" : "Pending");
    }

    private static ObjectNode node(ObjectNode nodes, String id, String name, String type, String phase,
            Optional<Instant> began, Optional<Instant> ended, List<String> children) {
        ObjectNode node = nodes.putObject(id);
        node.put("name", name);
        node.put("phase", phase);
        node.put("message", "");
        node.put("startedAt", seconds(began));
        node.put("finishedAt", seconds(ended));
        children.forEach(node.putArray("children")::add);
        node.put("type", type);
        return node;
    }

    private void fault(ObjectNode nodes, Fault fault, RunTold told, List<String> next) {
        FaultPhase phase = told.phase(fault);
        Optional<Instant> began = told.injected(fault).map(FaultInjected::at);
        ObjectNode node = node(nodes, id(fault), fault.name(), "ChaosEngine", LitmusPhases.ofFault(phase), began,
                told.over(fault), next);
        if (phase == FaultPhase.PENDING && !told.isOver()) {
            return;
        }
        node.put("message", failStep(fault, told));
        ObjectNode chaos = node.putObject("chaosData");
        chaos.put("engineUID", id(fault));
        chaos.put("engineContext", told.experiment().name());
        chaos.put("engineName", fault.name());
        chaos.put("namespace", namespace);
        chaos.put("experimentName", kind(fault));
        chaos.put("experimentStatus", LitmusPhases.ofFault(phase));
        chaos.put("lastUpdatedAt", seconds(told.over(fault).or(() -> began)));
        chaos.put("experimentVerdict", LitmusPhases.verdict(told.verdict(fault)));
        chaos.put("experimentPod", "");
        chaos.put("runnerPod", "");
        chaos.put("probeSuccessPercentage", told.successPercentage(fault));
        chaos.put("failStep", failStep(fault, told));
        result(chaos.putObject("chaosResult"), fault, told);
    }

    /** Litmus' name of the fault, or ours where there is none. */
    private static String kind(Fault fault) {
        return Objects.requireNonNullElse(FaultWriting.write(fault.spec(), new EnvWriting(Losses.none())),
                FaultType.of(fault.spec()).wireName());
    }

    private static String failStep(Fault fault, RunTold told) {
        Optional<FaultFailed> failed = told.failed(fault);
        if (failed.isPresent()) {
            return FailSteps.of(failed.get());
        }
        for (Probe probe : fault.probes()) {
            Optional<ProbeResult> result = told.result(fault, probe.name())
                    .filter(each -> each.outcome() != Outcome.HELD);
            if (result.isPresent()) {
                return FailSteps.of(probe, result.get().outcome(), detail(result.get()));
            }
        }
        return "";
    }

    /** Why it did not hold, or what was seen. */
    private static String detail(ProbeResult result) {
        String actual = result.decisive().actual();
        return Objects.requireNonNullElse(result.decisive().detail(), actual == null ? "" : "Actual value: " + actual);
    }

    private void result(ObjectNode result, Fault fault, RunTold told) {
        result.putObject("metadata").put("name", fault.name() + "-" + kind(fault)).put("namespace", namespace);
        result.putObject("spec").put("engine", fault.name()).put("experiment", kind(fault));
        ObjectNode status = result.putObject("status");
        ObjectNode experiment = status.putObject("experimentStatus");
        experiment.put("phase", LitmusPhases.ofFault(told.phase(fault)));
        experiment.put("verdict", LitmusPhases.verdict(told.verdict(fault)));
        experiment.put("probeSuccessPercentage", told.successPercentage(fault));
        String failStep = failStep(fault, told);
        if (!failStep.isEmpty()) {
            experiment.putObject("errorOutput").put("errorCode", failStep.substring(0, failStep.indexOf(" : ")))
                    .put("reason", failStep.substring(failStep.indexOf(" : ") + 3));
        }
        fault.probes().forEach(probe -> {
            Optional<ProbeResult> answer = told.result(fault, probe.name());
            ObjectNode line = status.withArray("probeStatuses").addObject();
            line.put("name", probe.name());
            line.put("type", FailSteps.type(probe));
            line.put("mode", ProbeReading.word(probe.mode()));
            line.putObject("status")
                    .put("verdict", LitmusPhases.probeVerdict(answer.map(ProbeResult::outcome).orElse(null),
                            told.isOver()))
                    .put("description", answer.map(ExecutionData::detail).orElse(
                            told.isOver() ? "Either probe is not executed or not evaluated" : ""));
        });
        ObjectNode history = status.putObject("history");
        FaultVerdict verdict = told.verdict(fault);
        history.put("passedRuns", verdict == FaultVerdict.PASS ? 1 : 0);
        history.put("failedRuns", verdict == FaultVerdict.FAIL ? 1 : 0);
        history.put("stoppedRuns", verdict == FaultVerdict.STOPPED ? 1 : 0);
        history.putArray("targets");
        told.injected(fault).ifPresent(injected -> injected.targets().forEach(target -> history
                .withArray("targets").addObject().put("name", target.name()).put("kind", target.kind())
                .put("chaosStatus", told.isReverted(fault) ? "reverted" : "injected")));
    }

    private static String seconds(Optional<Instant> at) {
        return at.map(each -> Long.toString(each.getEpochSecond())).orElse("");
    }
}
