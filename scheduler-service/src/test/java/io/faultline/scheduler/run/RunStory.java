package io.faultline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StepDue;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A run told as a story: <code>given(experiment).when(measured("pre:f", "p", HELD)).thenAppends("StepDue inject:f")</code>.
 * Time stands still unless the story says that it passes.
 */
final class RunStory {
    static final RunId RUN = new RunId(new UUID(0, 7));
    static final ProjectId PROJECT = new ProjectId("default");
    static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private final List<String> appended = new ArrayList<>();
    private @Nullable Run run;
    private Instant now = BEGIN;
    private Optional<Instant> nextWake = Optional.empty();
    private Optional<Ignored> ignored = Optional.empty();

    static RunStory given(Experiment experiment) {
        return new RunStory().when(requested(experiment));
    }

    /** A story that begins before anybody asked for the run. */
    static RunStory givenNothing() {
        return new RunStory();
    }

    RunStory when(RunFact... facts) {
        for (RunFact fact : facts) {
            take(new Input.Told(fact));
        }
        return this;
    }

    /** Time passes, and the run is woken punctually whenever it asked for it. */
    RunStory after(Duration time) {
        Instant then = now.plus(time);
        while (nextWake.isPresent() && !nextWake.get().isAfter(then)) {
            now = nextWake.get();
            take(new Input.Tick());
        }
        now = then;
        return this;
    }

    /** Time passes, and nobody wakes the run before it is over. */
    RunStory afterSleeping(Duration time) {
        now = now.plus(time);
        take(new Input.Tick());
        return this;
    }

    /** The clock is set, and that is noticed at once. */
    RunStory whenTheClockIsSet(Duration by) {
        now = now.plus(by);
        take(new Input.ClockStepped(by));
        return this;
    }

    /** Everything appended since this was last asked. */
    RunStory thenAppends(String... expected) {
        assertThat(appended).containsExactly(expected);
        appended.clear();
        return this;
    }

    RunStory thenNothing() {
        return thenAppends();
    }

    RunStory thenIgnoredAs(Ignored why) {
        assertThat(ignored).contains(why);
        return thenNothing();
    }

    RunStory thenWakesAfter(Duration time) {
        assertThat(nextWake).contains(now.plus(time));
        return this;
    }

    RunStory forgetting() {
        appended.clear();
        return this;
    }

    private void take(Input input) {
        Decision decision = RunRules.on(run, input, now);
        ignored = decision.ignored();
        if (ignored.isPresent()) {
            assertThat(decision.run()).isEqualTo(run);
            return;
        }
        run = decision.run();
        nextWake = decision.nextWake();
        decision.facts().forEach(fact -> appended.add(tell(fact)));
    }

    static String tell(RunFact fact) {
        return switch (fact) {
            case RunPlanned planned -> "RunPlanned " + planned.steps().size();
            case StepDue due -> "StepDue " + due.step().id();
            case RunStopping stopping -> "RunStopping " + stopping.cause();
            case RunSettled settled -> "RunSettled " + settled.ending()
                    + (settled.overdue().isEmpty() ? "" : " overdue " + settled.overdue())
                    + (settled.openFaults().isEmpty() ? "" : " open " + settled.openFaults());
            default -> fact.getClass().getSimpleName();
        };
    }

    static ExperimentRequested requested(Experiment experiment) {
        return new ExperimentRequested(RUN, PROJECT, new ExperimentId(new UUID(0, 1)), 1, experiment, "ana", BEGIN,
                null, null);
    }

    static AbortRequested aborted() {
        return new AbortRequested(RUN, "ana", "enough", BEGIN, false);
    }

    static AbortRequested halted() {
        return new AbortRequested(RUN, "ana", "INC-991", BEGIN, true);
    }

    static FaultInjected injected(String fault) {
        return new FaultInjected(RUN, new StepId("inject:" + fault), new FaultId(fault), List.of(), BEGIN, BEGIN);
    }

    static FaultReverted reverted(String fault) {
        return new FaultReverted(RUN, new StepId("inject:" + fault), new FaultId(fault), RevertReason.PLANNED, BEGIN);
    }

    static FaultReverted reverted(String fault, RevertReason reason) {
        return new FaultReverted(RUN, new StepId("inject:" + fault), new FaultId(fault), reason, BEGIN);
    }

    static FaultFailed refused(String fault, Refusal refusal) {
        return new FaultFailed(RUN, new StepId("inject:" + fault), new FaultId(fault), FaultFailed.Failed.INJECT,
                refusal, "no", null, BEGIN);
    }

    static FaultFailed failed(String fault, FaultFailed.Failed what) {
        return new FaultFailed(RUN, new StepId("inject:" + fault), new FaultId(fault), what, null, "no", null, BEGIN);
    }

    static ProbeResult measured(String step, String probe, Outcome outcome) {
        return measured(step, probe, outcome, false);
    }

    static ProbeResult measured(String step, String probe, Outcome outcome, boolean stopsRun) {
        Measurement decisive = new Measurement(outcome, BEGIN, Duration.ZERO, null, null);
        return new ProbeResult(RUN, new StepId(step), null, probe, ProbeMode.EDGE, MeasurePhase.STAGE, outcome,
                decisive, 1, 0, stopsRun);
    }

    static ActionTaken taken(String step) {
        return new ActionTaken(RUN, new StepId(step), Objects.requireNonNull(step), true, "", BEGIN);
    }
}
