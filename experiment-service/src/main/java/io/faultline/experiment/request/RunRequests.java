package io.faultline.experiment.request;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.history.HistoryRules;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.infrastructure.Registry;
import io.faultline.experiment.policy.Guard;
import io.faultline.experiment.policy.Guards;

/** Asks for runs, and for their end. */
public record RunRequests(ProjectId project, Guards guards, Registry registry, Runs runs, Announcements announcements,
        Ids ids, InstantSource clock) {
    /** Who aborts what a guard refuses. */
    private static final String POLICY = "policy";

    /** What came of the wish to abort a run. */
    public enum Abort {
        ACCEPTED, ALREADY_OVER, MISSING
    }

    public Requesting request(KeptExperiment kept, String requestedBy) {
        Experiment frozen = registry.freeze(kept.experiment());
        Guard refusal = guards.refusal(frozen).orElse(null);
        if (refusal != null) {
            return new Requesting.Refused(refusal);
        }
        ExperimentRequested requested = new ExperimentRequested(ids.run(), project, kept.id(), kept.revision(),
                frozen, requestedBy, now(), null, null);
        runs.apply(List.of(HistoryRules.on(project, requested.requestedAt(), requested)));
        announcements.announce(project, requested);
        return new Requesting.Asked(requested.run());
    }

    /**
     * What a schedule fired without asking: when a guard refuses it, its end is asked for at once, so that its log says
     * why nothing was done. To be called before the run's row is written.
     */
    public Optional<AbortRequested> fired(ExperimentRequested requested) {
        return guards.refusal(requested.experiment()).map(guard -> {
            AbortRequested abort = new AbortRequested(requested.run(), POLICY, guard.says(), now(),
                    guard.name() == Guard.Name.HALT);
            announcements.announce(project, abort);
            return abort;
        });
    }

    /** Asking twice is asking once. */
    public Abort abort(RunId run, String requestedBy, String reason) {
        RunRecord record = runs.hold(project, run).orElse(null);
        if (record == null) {
            return Abort.MISSING;
        } else if (HistoryRules.rank(record.summary().phase()) >= HistoryRules.rank(RunPhase.SETTLED)) {
            return Abort.ALREADY_OVER;
        }
        if (record.told(AbortRequested.class).isEmpty()) {
            AbortRequested abort = new AbortRequested(run, requestedBy, reason, now(), false);
            runs.apply(List.of(HistoryRules.on(project, abort.requestedAt(), abort)));
            announcements.announce(project, abort);
        }
        return Abort.ACCEPTED;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
