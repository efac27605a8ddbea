package io.faultline.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;

/** The facts of a run as its services would state them now, to state in their place. */
public final class Runs {
    public static final ProjectId PROJECT = new ProjectId("default");
    public static final ExperimentId EXPERIMENT = new ExperimentId(new UUID(1, 1));
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private Runs() {}

    public static ExperimentRequested requested(RunId run, Experiment experiment) {
        return new ExperimentRequested(run, PROJECT, EXPERIMENT, 1, experiment, "tester", Instant.now(), null, null);
    }

    public static RunPlanned planned(RunId run, Experiment experiment, List<PlannedStep> steps) {
        Instant now = Instant.now();
        return new RunPlanned(run, PROJECT, EXPERIMENT, experiment, steps, now, now.plus(Duration.ofMinutes(5)));
    }

    public static StepDue due(RunId run, Step step) {
        return due(run, step, BUDGET);
    }

    /** For whoever starts a process first: a deadline counts from now on. */
    public static StepDue due(RunId run, Step step, Duration budget) {
        Instant now = Instant.now();
        return new StepDue(run, PROJECT, step, now, now.plus(budget));
    }

    /** The injector's step of a fault. */
    public static Step.Inject inject(Fault fault) {
        return new Step.Inject(new StepId("inject:" + fault.name()), fault, BlastRadius.UNLIMITED);
    }

    /** The step that measures before a fault, or after it. */
    public static Step.Measure measure(MeasurePhase phase, Fault fault) {
        String prefix = phase == MeasurePhase.PRE_FAULT ? "pre:" : "post:";
        return new Step.Measure(new StepId(prefix + fault.name()), phase, fault.id(), fault.probes(), Map.of(),
                Map.of());
    }

    /** A step that measures for a hypothesis, or a stage. */
    public static Step.Measure measure(MeasurePhase phase, String step, List<Probe> probes) {
        return new Step.Measure(new StepId(step), phase, null, probes, Map.of(), Map.of());
    }

    public static FaultInjected injected(RunId run, Fault fault) {
        Instant now = Instant.now();
        return new FaultInjected(run, inject(fault).id(), fault.id(),
                List.of(new HitTarget("process", "4711", "payments")), now, now.plus(fault.duration()));
    }

    public static FaultReverted reverted(RunId run, Fault fault, RevertReason reason) {
        return new FaultReverted(run, inject(fault).id(), fault.id(), reason, Instant.now());
    }

    public static FaultFailed failed(RunId run, Fault fault, FaultFailed.Failed failed) {
        return new FaultFailed(run, inject(fault).id(), fault.id(), failed, null, "no such process", null,
                Instant.now());
    }

    public static ProbeResult result(RunId run, Step.Measure step, Probe probe, Outcome outcome) {
        Measurement decisive = new Measurement(outcome, Instant.now(), Duration.ofMillis(3), "200",
                outcome == Outcome.HELD ? null : "Actual value: 503. Expected value: == 200");
        return new ProbeResult(run, step.id(), step.fault(), probe.name(), probe.mode(), step.phase(), outcome,
                decisive, 1, outcome == Outcome.HELD ? 0 : 1, outcome != Outcome.HELD && probe.stopOnFailure());
    }

    public static RunStopping stopping(RunId run, StopCause cause) {
        return new RunStopping(run, cause, "a test says so", Instant.now());
    }

    public static RunSettled settled(RunId run, RunEnding ending, FaultId... open) {
        return new RunSettled(run, ending, null, null, List.of(), List.of(open), Instant.now());
    }
}
