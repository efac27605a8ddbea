package io.faultline.experiment.history;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.RunFact;
import org.jspecify.annotations.Nullable;

/**
 * How far a fault of a run is.
 *
 * @param by when it is reverted at the latest
 * @param detail why it could not be injected or reverted, or why it was reverted
 */
public record FaultState(String fault, String type, State state, List<HitTarget> targets,
        @Nullable Instant injectedAt, @Nullable Instant by, @Nullable Instant endedAt, @Nullable String detail,
        @Nullable String manualUndo) {
    /** The states a fault goes through. */
    public enum State {
        PENDING, INJECTED, REVERTED, NOT_INJECTED, NOT_REVERTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The states of all faults of a run, in the order the experiment has them. */
    public static List<FaultState> of(RunRecord run) {
        return run.experiment() == null
                ? List.of()
                : run.experiment().spec().faults().stream().map(fault -> of(fault, run)).toList();
    }

    private static FaultState of(Fault fault, RunRecord run) {
        String type = FaultType.of(fault.spec()).wireName();
        FaultInjected injected = last(run.told(FaultInjected.class), each -> each.fault().equals(fault.id()));
        FaultFailed failed = last(run.told(FaultFailed.class), each -> each.fault().equals(fault.id()));
        FaultReverted reverted = last(run.told(FaultReverted.class), each -> each.fault().equals(fault.id()));
        List<HitTarget> targets = injected == null ? List.of() : injected.targets();
        Instant since = injected == null ? null : injected.at();
        Instant by = injected == null ? null : injected.until();
        if (reverted != null) {
            String why = reverted.reason().name().toLowerCase(Locale.ROOT);
            return new FaultState(fault.name(), type, State.REVERTED, targets, since, by, reverted.at(), why, null);
        } else if (failed != null) {
            boolean stuck = failed.failed() == FaultFailed.Failed.REVERT;
            return new FaultState(fault.name(), type, stuck ? State.NOT_REVERTED : State.NOT_INJECTED, targets, since,
                    by, failed.at(), failed.reason(), failed.manualUndo());
        }
        State state = injected == null ? State.PENDING : State.INJECTED;
        return new FaultState(fault.name(), type, state, targets, since, by, null, null, null);
    }

    private static <T extends RunFact> @Nullable T last(List<T> facts, Predicate<T> fits) {
        return facts.stream().filter(fits).reduce((_, later) -> later).orElse(null);
    }
}
