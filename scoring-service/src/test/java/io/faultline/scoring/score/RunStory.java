package io.faultline.scoring.score;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.scoring.history.History;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import io.faultline.testkit.Runs;

/** A run told in short words, for tables of rules. */
final class RunStory {
    static final RunId RUN = new RunId(new UUID(7, 7));

    private final Experiment experiment;
    private final List<RunFact> facts = new ArrayList<>();

    private RunStory(Experiment experiment) {
        this.experiment = experiment;
        facts.add(Runs.requested(RUN, experiment));
        facts.add(Runs.planned(RUN, experiment, List.of()));
    }

    static RunStory of(Experiment experiment) {
        return new RunStory(experiment);
    }

    /** A fault with so many probes that answer once, after it. */
    static Fault fault(String name, int weight, int probes) {
        List<Probe> watching = new ArrayList<>();
        for (int i = 1; i <= probes; i++) {
            watching.add(Probes.holding("probe-" + i, ProbeMode.EOT));
        }
        return Faults.weighing(weight,
                Faults.none(name, Duration.ofSeconds(1), watching.toArray(Probe[]::new)));
    }

    RunStory and(RunFact... more) {
        facts.addAll(List.of(more));
        return this;
    }

    RunStory injected(String fault) {
        return and(Runs.injected(RUN, named(fault)));
    }

    RunStory reverted(String fault, RevertReason reason) {
        return and(Runs.reverted(RUN, named(fault), reason));
    }

    RunStory failed(String fault, FaultFailed.Failed failed) {
        return and(Runs.failed(RUN, named(fault), failed));
    }

    RunStory refused(String fault, Refusal refusal) {
        FaultFailed failed = Runs.failed(RUN, named(fault), FaultFailed.Failed.INJECT);
        return and(new FaultFailed(RUN, failed.step(), failed.fault(), failed.failed(), refusal, failed.reason(), null,
                failed.at()));
    }

    RunStory before(String fault, String probe, Outcome outcome) {
        return answer(fault, probe, MeasurePhase.PRE_FAULT, outcome);
    }

    RunStory after(String fault, String probe, Outcome outcome) {
        return answer(fault, probe, MeasurePhase.POST_FAULT, outcome);
    }

    private RunStory answer(String fault, String probe, MeasurePhase phase, Outcome outcome) {
        Probe asked = named(fault).probes().stream().filter(each -> each.name().equals(probe)).findFirst()
                .orElseThrow();
        return and(Runs.result(RUN, Runs.measure(phase, named(fault)), asked, outcome));
    }

    /** The fault strikes and is reverted as planned; its probes answer in order. */
    RunStory played(String fault, Outcome... outcomes) {
        injected(fault).reverted(fault, RevertReason.PLANNED);
        List<Probe> probes = named(fault).probes();
        for (int i = 0; i < outcomes.length; i++) {
            after(fault, probes.get(i).name(), outcomes[i]);
        }
        return this;
    }

    RunStory hypothesis(MeasurePhase phase, Outcome outcome) {
        Probe probe = experiment.spec().hypothesis().probes().getFirst();
        Step.Measure step = Runs.measure(phase, "hypothesis", List.of(probe));
        return and(Runs.result(RUN, step, probe, outcome));
    }

    RunStory settled(RunEnding ending, FaultId... open) {
        return and(Runs.settled(RUN, ending, open));
    }

    RunStory finished() {
        return settled(RunEnding.FINISHED);
    }

    RunStory stopped(StopCause cause, StepId... overdue) {
        return and(new RunSettled(RUN, RunEnding.STOPPED, cause, "a test says so", List.of(overdue), List.of(),
                java.time.Instant.EPOCH));
    }

    List<RunFact> facts() {
        return facts;
    }

    History history() {
        return fold(facts);
    }

    static History fold(List<RunFact> facts) {
        History history = History.EMPTY;
        for (RunFact fact : facts) {
            history = history.and(fact);
        }
        return history;
    }

    Judgement judged() {
        return Judge.judge(RUN, history());
    }

    FaultScore fault(String name) {
        return judged().scorecard().faults().stream().filter(each -> each.fault().value().equals(name)).findFirst()
                .orElseThrow();
    }

    private Fault named(String fault) {
        return experiment.spec().fault(fault).orElseThrow();
    }
}
