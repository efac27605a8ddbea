package io.faultline.probe.watch;

import java.time.Instant;
import java.util.Map;

import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.SecretReference;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.probe.probe.Place;
import org.jspecify.annotations.Nullable;

/**
 * A probe that is evaluated again and again, and what was seen so far: all that is needed to go on with it after a
 * restart.
 *
 * @param step the step that brought the probe; samples and a failure that stops the run name it
 * @param phase the phase of that step
 * @param since when it was asked for; its initial delay counts from then
 * @param infrastructure the cluster it is about; rows of before there were any have none
 * @param helperPods how probe pods are to be
 * @param note what people have to know of its result
 */
public record Watch(RunId run, ProjectId project, StepId step, MeasurePhase phase, @Nullable FaultId fault,
        Probe probe, Map<String, ConfigurationValue> configuration, Map<String, SecretReference> secrets,
        Instant since, Tally tally, @Nullable String note, @Nullable String traceparent,
        @Nullable Infrastructure infrastructure, @Nullable PodSettings helperPods) {
    public WatchKey key() {
        return new WatchKey(run, phase, fault, probe.name());
    }

    public Place place() {
        return new Place(run, infrastructure, PodSettings.orNone(helperPods));
    }

    /** Whether its first failure ends the run; a stop condition needs not be told to. */
    public boolean stopsRun() {
        return probe.stopOnFailure() || phase == MeasurePhase.STOP_CONDITIONS;
    }

    /** When its first evaluation is due; all others keep their distance from it. */
    public Instant origin() {
        return since.plus(probe.initialDelay());
    }

    public Watch with(Tally seen) {
        return new Watch(run, project, step, phase, fault, probe, configuration, secrets, since, seen, note,
                traceparent, infrastructure, helperPods);
    }

    public Watch noting(String what) {
        return new Watch(run, project, step, phase, fault, probe, configuration, secrets, since, tally, what,
                traceparent, infrastructure, helperPods);
    }
}
