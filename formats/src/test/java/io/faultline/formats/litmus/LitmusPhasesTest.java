package io.faultline.formats.litmus;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class LitmusPhasesTest {
    private static final RunId RUN = new RunId(new UUID(7, 7));
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ExecutionData DATA = new ExecutionData(RUN.toString(), "exp", "rev", "note", "hce", false,
            "me");

    @ParameterizedTest
    @CsvSource({"QUEUED, Queued, Running", "RUNNING, Running, Running", "STOPPING, Running, Running",
            "SETTLED, Running, Running", "COMPLETED, Completed, Succeeded",
            "COMPLETED_WITH_PROBE_FAILURE, Completed_With_Probe_Failure, Failed", "STOPPED, Stopped, Terminated",
            "ERROR, Error, Failed"})
    void aRunsPhaseHasItsWordInEveryVersion(RunPhase phase, String now, String formerly) {
        assertThat(LitmusPhases.ofRun(phase)).isEqualTo(now).isIn(LitmusPhases.RUN_PHASES);
        assertThat(LitmusPhases.formerly(phase)).isEqualTo(formerly);
        assertThat(LitmusPhases.isOver(now)).as("scripts wait for Running and Queued only").isEqualTo(phase.terminal());
        assertThat(LitmusPhases.meant(now)).contains(phase);
        assertThat(LitmusPhases.meant("All")).contains(phase);
    }

    @Test
    void aRunThatRanOutOfTimeIsATimeout() {
        assertThat(LitmusPhases.ofRun(RunPhase.ERROR, StopCause.DEADLINE)).isEqualTo("Timeout");
        assertThat(LitmusPhases.ofRun(RunPhase.ERROR, StopCause.FAULT_STUCK)).isEqualTo("Error");
        assertThat(LitmusPhases.meant("Blocked")).isEmpty();
        assertThat(LitmusPhases.meant(List.of("Queued", "Stopped"))).containsExactlyInAnyOrder(RunPhase.QUEUED,
                RunPhase.STOPPED);
    }

    /** Litmus' agent calls everything that did not pass failed. */
    @ParameterizedTest
    @EnumSource(FaultVerdict.class)
    void aFaultsVerdictIsNotFoldedIntoFail(FaultVerdict verdict) {
        assertThat(LitmusPhases.verdict(verdict)).isEqualTo(
                Wire.mapper().valueToTree(verdict).asString());
        assertThat(LitmusPhases.counter(FaultVerdict.STOPPED)).isEqualTo("stopped");
    }

    @ParameterizedTest
    @EnumSource(FaultPhase.class)
    void aFaultsPhaseIsThatOfItsResult(FaultPhase phase) {
        assertThat(LitmusPhases.ofFault(phase)).isEqualTo(Wire.mapper().valueToTree(phase).asString());
    }

    @Test
    void aProbesVerdictKnowsWhatWasNeverAsked() {
        assertThat(LitmusPhases.probeVerdict(Outcome.HELD, true)).isEqualTo("Passed");
        assertThat(LitmusPhases.probeVerdict(Outcome.BROKEN, false)).isEqualTo("Failed");
        assertThat(LitmusPhases.probeVerdict(null, false)).isEqualTo("Awaited");
        assertThat(LitmusPhases.probeVerdict(null, true)).isEqualTo("N/A");
        assertThat(LitmusPhases.probeVerdictName(Outcome.UNMEASURABLE, true)).isEqualTo("NA");
    }

    private static RunFact result(Fault fault, Outcome outcome, String detail) {
        return new ProbeResult(RUN, new StepId("post:" + fault.name()), fault.id(), fault.probes().getFirst().name(),
                ProbeMode.CONTINUOUS, MeasurePhase.POST_FAULT, outcome,
                new Measurement(outcome, START, Duration.ofMillis(3), "503", detail), 10, 4, false);
    }

    private static RunFact completed(Experiment experiment, RunPhase phase, FaultPhase faultPhase, FaultVerdict verdict,
            int percent) {
        List<FaultScore> scores = experiment.spec().faults().stream()
                .map(fault -> new FaultScore(fault.id(), "pod-delete",
                        10, percent, faultPhase, verdict, BigDecimal.ZERO, BigDecimal.TEN, List.of()))
                .toList();
        return new RunCompleted(RUN, new ProjectId("p"), new ExperimentId(new UUID(1, 1)), experiment.name(), phase,
                Verdict.BROKEN, new Scorecard(ResilienceScore.ZERO, "litmus-3/1", false, scores, List.of()),
                List.of("probe broke"), START, START.plusSeconds(60));
    }

    private static JsonNode told(Experiment experiment, RunPhase phase, List<RunFact> facts) {
        return Wire.mapper().readTree(DATA.of(experiment, phase, START, facts));
    }

    @Test
    void executionDataTellsTheTutorialsRunAsTheirClientsReadIt() throws java.io.IOException {
        Experiment experiment = Imports.experiment(Imports.tutorial());
        Fault fault = experiment.spec().faults().getFirst();
        List<RunFact> facts = new ArrayList<>();
        facts.add(new FaultInjected(RUN, new StepId("inject:f"), fault.id(),
                List.of(new HitTarget("pod", "cart-1", "")), START.plusSeconds(5), START.plusSeconds(35)));
        JsonNode going = told(experiment, RunPhase.RUNNING, facts);
        String node = "/nodes/" + RUN + "-pod-delete-ji5";
        assertThat(going.path("phase").asString()).isEqualTo("Running");
        assertThat(going.path("finishedAt").asString()).isEmpty();
        assertThat(going.at(node + "/phase").asString()).isEqualTo("Running");
        assertThat(going.at(node + "/chaosData/experimentVerdict").asString()).isEqualTo("Awaited");
        assertThat(going.at(node + "/chaosData/chaosResult/status/history/targets/0/chaosStatus").asString())
                .isEqualTo("injected");
        facts.add(new FaultReverted(RUN, new StepId("inject:f"), fault.id(), RevertReason.PLANNED,
                START.plusSeconds(35)));
        facts.add(result(fault, Outcome.BROKEN, "Actual value: 503. Expected value: == 200"));
        facts.add(new RunSettled(RUN, RunEnding.FINISHED, null, null, List.of(), List.of(), START.plusSeconds(60)));
        facts.add(completed(experiment, RunPhase.COMPLETED_WITH_PROBE_FAILURE, FaultPhase.COMPLETED_WITH_PROBE_FAILURE,
                FaultVerdict.FAIL, 0));
        JsonNode over = told(experiment, RunPhase.COMPLETED_WITH_PROBE_FAILURE, facts);
        assertThat(Stream.of("experimentType", "revisionID", "notifyID", "experimentID", "eventType", "uid",
                "namespace",
                "name", "creationTimestamp", "phase", "message", "startedAt", "finishedAt", "nodes", "updatedBy"))
                .allSatisfy(field -> assertThat(over.has(field)).as(field).isTrue());
        assertThat(over.path("phase").asString()).isEqualTo("Completed_With_Probe_Failure");
        assertThat(over.path("startedAt").asString()).isEqualTo(Long.toString(START.getEpochSecond()));
        assertThat(over.path("finishedAt").asString()).isEqualTo(Long.toString(START.getEpochSecond() + 60));
        assertThat(over.at("/nodes/" + RUN + "/type").asString()).isEqualTo("Steps");
        assertThat(over.at("/nodes/" + RUN + "/children/0").asString()).isEqualTo(RUN + "-group-0");
        assertThat(over.at("/nodes/" + RUN + "-group-0/children/0").asString()).isEqualTo(RUN + "-pod-delete-ji5");
        assertThat(over.at(node + "/phase").asString()).as("its ChaosResult's")
                .isEqualTo("Completed_With_Probe_Failure");
        assertThat(over.at("/nodes/" + RUN + "-group-0/phase").asString()).as("Argo's").isEqualTo("Failed");
        JsonNode chaos = over.at(node + "/chaosData");
        assertThat(over.at(node + "/type").asString()).isEqualTo("ChaosEngine");
        assertThat(chaos.path("engineName").asString()).isEqualTo("pod-delete-ji5");
        assertThat(chaos.path("experimentName").asString()).isEqualTo("pod-delete");
        assertThat(chaos.path("experimentStatus").asString()).isEqualTo("Completed_With_Probe_Failure");
        assertThat(chaos.path("experimentVerdict").asString()).isEqualTo("Fail");
        assertThat(chaos.path("probeSuccessPercentage").asString()).isEqualTo("0");
        assertThat(chaos.path("failStep").asString())
                .isEqualTo("HTTP_PROBE_FAILURE : Actual value: 503. Expected value: == 200");
        JsonNode probe = chaos.at("/chaosResult/status/probeStatuses/0");
        assertThat(probe.path("name").asString()).isEqualTo("http-cartservice-probe");
        assertThat(probe.path("type").asString()).isEqualTo("httpProbe");
        assertThat(probe.path("mode").asString()).isEqualTo("Continuous");
        assertThat(probe.at("/status/verdict").asString()).isEqualTo("Failed");
        assertThat(chaos.at("/chaosResult/status/history/targets/0/chaosStatus").asString()).isEqualTo("reverted");
    }

    @Test
    void executionDataTellsWhatCouldNotBeInjectedAndWhatWasNeverAsked() throws java.io.IOException {
        Experiment experiment = Imports.experiment(Imports.tutorial());
        Fault fault = experiment.spec().faults().getFirst();
        List<RunFact> facts = new ArrayList<>();
        assertThat(told(experiment, RunPhase.QUEUED, facts).at("/nodes/" + RUN + "-pod-delete-ji5").has("chaosData"))
                .as("not begun").isFalse();
        facts.add(new FaultFailed(RUN, new StepId("inject:f"), fault.id(), FaultFailed.Failed.INJECT,
                Refusal.EMPTY_SELECTION, "no pod matches", null, START.plusSeconds(1)));
        facts.add(new RunSettled(RUN, RunEnding.STOPPED, StopCause.DEADLINE, "late", List.of(), List.of(),
                START.plusSeconds(2)));
        facts.add(completed(experiment, RunPhase.ERROR, FaultPhase.ERROR, FaultVerdict.ERROR, 0));
        JsonNode chaos = told(experiment, RunPhase.ERROR, facts).at("/nodes/" + RUN + "-pod-delete-ji5/chaosData");
        assertThat(told(experiment, RunPhase.ERROR, facts).path("phase").asString()).isEqualTo("Timeout");
        assertThat(chaos.path("failStep").asString()).isEqualTo("TARGET_SELECTION_ERROR : no pod matches");
        assertThat(chaos.at("/chaosResult/status/experimentStatus/errorOutput/errorCode").asString())
                .isEqualTo("TARGET_SELECTION_ERROR");
        assertThat(chaos.at("/chaosResult/status/probeStatuses/0/status/verdict").asString()).isEqualTo("N/A");
        assertThat(chaos.at("/chaosResult/status/probeStatuses/0/status/description").asString())
                .isEqualTo("Either probe is not executed or not evaluated");
    }
}
