package io.faultline.experiment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.testkit.Runs;

/** The facts of a run whose one fault was injected and reverted, and whose probe broke. */
record RunStory(RunId run, Experiment experiment, List<RunFact> facts) {
    static RunStory of(RunId run, Experiment experiment) {
        Fault fault = experiment.spec().faults().getFirst();
        Scorecard card = new Scorecard(new ResilienceScore(new BigDecimal("66.66")), "litmus-3", false, List.of(),
                List.of());
        Instant now = Instant.now();
        return new RunStory(run, experiment, List.of(Runs.planned(run, experiment, List.of()),
                Runs.due(run, Runs.inject(fault)), Runs.injected(run, fault),
                Runs.result(run, Runs.measure(MeasurePhase.POST_FAULT, fault), fault.probes().getFirst(),
                        Outcome.BROKEN),
                Runs.reverted(run, fault, RevertReason.PLANNED), Runs.settled(run, RunEnding.FINISHED),
                new RunCompleted(run, Runs.PROJECT, Runs.EXPERIMENT, experiment.name(),
                        RunPhase.COMPLETED_WITH_PROBE_FAILURE, Verdict.BROKEN, card, List.of("a probe broke"), now,
                        now)));
    }

    ExperimentRequested requestedBySchedule() {
        Instant tick = Instant.parse("2026-11-21T03:00:00Z");
        return new ExperimentRequested(run, Runs.PROJECT, Runs.EXPERIMENT, 1, experiment, "schedule", tick,
                new ScheduleId(new UUID(7, 7)), tick);
    }
}
