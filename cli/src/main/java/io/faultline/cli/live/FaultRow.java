package io.faultline.cli.live;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import org.jspecify.annotations.Nullable;

/** A fault of the run and how far it has come. */
public record FaultRow(Fault fault, State state, List<HitTarget> targets, @Nullable Instant injectedAt,
        @Nullable Instant until, @Nullable Instant revertedAt, @Nullable RevertReason reverted,
        @Nullable Refusal refusal, @Nullable String trouble, @Nullable String manualUndo) {

    /** How far a fault has come. */
    public enum State {
        WAITING, RAMPING, DUE, IN_FORCE, REVERTED,
        /** It could not be put in force; nothing of it is left. */
        NOT_INJECTED,
        /** It could not be reverted: it may still be in force. */
        STUCK,
        /** The run was over before its time came. */
        SKIPPED
    }

    static FaultRow waiting(Fault fault) {
        return new FaultRow(fault, State.WAITING, List.of(), null, null, null, null, null, null, null);
    }

    public String name() {
        return fault.name();
    }

    public String type() {
        return FaultType.of(fault.spec()).wireName();
    }

    /** What it hit, as a person names it: <code>process 4711</code>. */
    public String targetNames() {
        return targets.stream().map(target -> target.kind() + " " + target.name()).collect(Collectors.joining(", "));
    }

    public String targetDetails() {
        return targets.stream().map(HitTarget::detail).filter(detail -> !detail.isBlank())
                .collect(Collectors.joining(", "));
    }

    public boolean over() {
        return switch (state) {
            case WAITING, RAMPING, DUE, IN_FORCE -> false;
            case REVERTED, NOT_INJECTED, STUCK, SKIPPED -> true;
        };
    }

    FaultRow in(State next) {
        return new FaultRow(fault, next, targets, injectedAt, until, revertedAt, reverted, refusal, trouble,
                manualUndo);
    }

    FaultRow injected(FaultInjected fact) {
        State next = over() ? state : State.IN_FORCE;
        return new FaultRow(fault, next, fact.targets(), fact.at(), fact.until(), revertedAt, reverted, refusal,
                trouble, manualUndo);
    }

    FaultRow reverted(FaultReverted fact) {
        return new FaultRow(fault, State.REVERTED, targets, injectedAt, until, fact.at(), fact.reason(), null,
                null, null);
    }

    FaultRow failed(FaultFailed fact) {
        State next = switch (fact.failed()) {
            case INJECT -> State.NOT_INJECTED;
            case REVERT -> State.STUCK;
        };
        return new FaultRow(fault, next, targets, injectedAt, until, revertedAt, reverted, fact.refusal(),
                fact.reason(),
                fact.manualUndo());
    }

    /** Nobody reported it reverted, though the run is settled. */
    FaultRow unreported() {
        String why = trouble == null ? "nobody reported it reverted; its injector may be gone" : trouble;
        return new FaultRow(fault, State.STUCK, targets, injectedAt, until, revertedAt, reverted, refusal, why,
                manualUndo);
    }
}
