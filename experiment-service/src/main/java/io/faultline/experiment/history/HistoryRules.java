package io.faultline.experiment.history;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.wire.FactType;
import org.jspecify.annotations.Nullable;

/** What each fact changes in the history of its run. */
public final class HistoryRules {
    /** Every kind of fact that changes something. */
    public static final Set<Class<? extends RunFact>> FACTS = Set.of(ExperimentRequested.class, AbortRequested.class,
            RunPlanned.class, RunStopping.class, RunSettled.class, FaultInjected.class, FaultReverted.class,
            FaultFailed.class, ProbeResult.class, ActionTaken.class, RunCompleted.class);

    private HistoryRules() {}

    public static Change on(ProjectId project, Instant seenAt, RunFact fact) {
        Change plain = new Change(fact.run(), project, seenAt, null, RunPhase.QUEUED, null, null, null, Map.of());
        return switch (fact) {
            case ExperimentRequested requested -> new Change(requested.run(), requested.project(),
                    requested.requestedAt(), requested, RunPhase.QUEUED, null, null, null, Map.of());
            case RunPlanned planned -> at(plain, RunPhase.RUNNING, planned.at(), null, Map.of());
            case RunStopping stopping -> at(plain, RunPhase.STOPPING, null, null, told("", stopping));
            case RunSettled settled -> at(plain, RunPhase.SETTLED, null, settled.at(), told("", settled));
            case RunCompleted completed -> new Change(completed.run(), project, seenAt, null, completed.phase(),
                    completed.startedAt(), completed.endedAt(), completed, told("", completed));
            case AbortRequested abort -> detail(plain, told("", abort));
            case FaultInjected injected -> detail(plain, told(injected.step().value(), injected));
            case FaultReverted reverted -> detail(plain, told(reverted.step().value(), reverted));
            case FaultFailed failed -> detail(plain, told(failed.step().value() + "/" + failed.failed(), failed));
            case ProbeResult result -> detail(plain, told(result.step().value() + "/" + result.probe(), result));
            case ActionTaken taken -> detail(plain, told(taken.step().value(), taken));
            case StepDue _ -> plain;
        };
    }

    /** How far a run is; it never goes back. */
    public static int rank(RunPhase phase) {
        return switch (phase) {
            case QUEUED -> 0;
            case RUNNING -> 1;
            case STOPPING -> 2;
            case SETTLED -> 3;
            case COMPLETED, COMPLETED_WITH_PROBE_FAILURE, STOPPED, ERROR -> 4;
        };
    }

    private static Change at(Change plain, RunPhase phase, @Nullable Instant startedAt, @Nullable Instant endedAt,
            Map<String, RunFact> facts) {
        return new Change(plain.run(), plain.project(), plain.seenAt(), null, phase, startedAt, endedAt, null, facts);
    }

    private static Change detail(Change plain, Map<String, RunFact> facts) {
        return at(plain, RunPhase.QUEUED, null, null, facts);
    }

    private static Map<String, RunFact> told(String part, RunFact fact) {
        return Map.of(FactType.of((Record) fact).wireName() + "/" + part, fact);
    }
}
