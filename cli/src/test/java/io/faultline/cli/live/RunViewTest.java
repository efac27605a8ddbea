package io.faultline.cli.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.verdict.RunPhase;
import org.junit.jupiter.api.Test;

import static io.faultline.contracts.probe.Outcome.BROKEN;
import static io.faultline.contracts.probe.Outcome.HELD;
import static org.assertj.core.api.Assertions.assertThat;

class RunViewTest {

    @Test
    void countsWhatTheResultReportsWhenSamplesWereLost() {
        ProbeRow row = during(RunStory.begun().injected().watched(HELD, BROKEN).failed().view());
        assertThat(row.marks()).hasSize(2);
        assertThat(row.evaluations()).isEqualTo(9);
        assertThat(row.percentHeld()).isEqualTo(44);
    }

    @Test
    void marksASingleEvaluationFromItsResultWhenNoSampleCame() {
        RunView view = new RunView(RunStory.RUN);
        RunStory.begun().facts().stream().filter(fact -> !fact.getClass().getSimpleName().equals("ProbeSample"))
                .forEach(view::on);
        assertThat(view.probes().getFirst().marks()).containsExactly(HELD);
    }

    @Test
    void neverCallsAFaultOpenWhoseRevertCameBeforeItsInjection() {
        List<Record> facts = new ArrayList<>(RunStory.begun().injected().reverted().facts());
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(facts, new Random(seed));
            facts.sort((a, b) -> Boolean.compare(b instanceof ExperimentRequested, a instanceof ExperimentRequested));
            RunView view = new RunView(RunStory.RUN);
            facts.forEach(view::on);
            assertThat(view.faults().getFirst().state()).isEqualTo(FaultRow.State.REVERTED);
        }
    }

    @Test
    void takesEveryFactTwiceWithoutSeeingDouble() {
        RunView view = new RunView(RunStory.RUN);
        RunStory story = RunStory.begun().injected().reverted().failed();
        story.facts().stream().filter(fact -> !fact.getClass().getSimpleName().matches("ProbeSample|LogLine"))
                .forEach(fact -> {
                    view.on(fact);
                    view.on(fact);
                });
        assertThat(during(view).evaluations()).isEqualTo(9);
        assertThat(view.phase()).isEqualTo(RunPhase.COMPLETED_WITH_PROBE_FAILURE);
    }

    @Test
    void callsAFaultStuckThatNobodyReportedReverted() {
        RunView view = RunStory.begun().injected().settled(RunEnding.STOPPED, RunStory.FREEZE).view();
        assertThat(view.faults().getFirst().state()).isEqualTo(FaultRow.State.STUCK);
        assertThat(RunReports.of(view).stuck()).hasSize(1);
    }

    @Test
    void showsStopConditionsAsLongAsTheyAreWatched() {
        Experiment plain = RunStory.experiment();
        ExperimentSpec spec = plain.spec();
        Probe condition = spec.hypothesis().probes().getFirst();
        Experiment watched = Experiment.of(plain.metadata(), new ExperimentSpec(null, spec.stages(), null,
                spec.blastRadius(), List.of(condition), Map.of(), Map.of(), null));
        RunView view = new RunView(RunStory.RUN);
        view.on(new RunPlanned(RunStory.RUN, new ProjectId("default"), ExperimentId.parse(RunStory.RUN.toString()),
                watched, List.of(), RunStory.START, RunStory.at(60_000)));
        for (int i = 0; i < 3; i++) {
            view.on(new ProbeSample(RunStory.RUN, "probe/one", i, new StepId("stop-conditions"), null,
                    condition.name(), MeasurePhase.STOP_CONDITIONS,
                    new Measurement(i < 2 ? HELD : BROKEN, RunStory.at(i), Duration.ofMillis(1), null,
                            i < 2 ? null : RunStory.BROKEN)));
        }
        ProbeRow row = view.probes().getFirst();
        assertThat(row.part()).isEqualTo(ProbeRow.Part.STOP);
        assertThat(row.marks()).containsExactly(HELD, HELD, BROKEN);
    }

    @Test
    void saysOfAFaultTheRunNeverCameTo() {
        RunView view = RunStory.begun().settled(RunEnding.GATE_BROKEN).view();
        assertThat(view.faults().getFirst().state()).isEqualTo(FaultRow.State.SKIPPED);
    }

    @Test
    void keepsOnlyTheLastLogLines() {
        RunStory story = RunStory.begun();
        for (int i = 0; i < RunView.LOG_LINES; i++) {
            story.injected();
        }
        assertThat(story.view().logs()).hasSize(RunView.LOG_LINES);
    }

    private static ProbeRow during(RunView view) {
        return view.probes().stream().filter(row -> row.name().equals("checkout-during")).findFirst().orElseThrow();
    }
}
