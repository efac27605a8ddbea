package io.faultline.ledger;

import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import org.jspecify.annotations.Nullable;

/** What was told of one fault of a run. */
final class FaultStory {
    private final StepId step;
    private final FaultId fault;
    private final List<Stated> injections = new ArrayList<>();
    private @Nullable Stated reverted;
    private @Nullable Stated refused;
    private @Nullable Stated stuck;

    FaultStory(StepId step, FaultId fault) {
        this.step = step;
        this.fault = fault;
    }

    StepId step() {
        return step;
    }

    FaultId fault() {
        return fault;
    }

    List<Stated> injections() {
        return injections;
    }

    @Nullable
    FaultReverted reverted() {
        return reverted == null ? null : (FaultReverted) reverted.fact();
    }

    /** That it could not be reverted, as told first. */
    @Nullable
    FaultFailed stuck() {
        return stuck == null ? null : (FaultFailed) stuck.fact();
    }

    @Nullable
    FaultInjected injected() {
        return injections.isEmpty() ? null : (FaultInjected) injections.getFirst().fact();
    }

    /** Told to be in force, and neither gone nor reported stuck. */
    boolean isUnanswered() {
        return !injections.isEmpty() && reverted == null && refused == null && stuck == null;
    }

    boolean isAnswered() {
        return reverted != null || refused != null || stuck != null;
    }

    /** @return why it cannot be, or null */
    @Nullable
    String inject(Stated stated) {
        String trouble = isAnswered() ? "is injected after its end was told" : null;
        injections.add(stated);
        return trouble;
    }

    /** @return why it cannot be, or null */
    @Nullable
    String revert(Stated stated) {
        Stated before = reverted != null ? reverted : refused;
        reverted = reverted == null ? stated : reverted;
        return before == null ? null : "its end was told before: " + before.where();
    }

    /** @return why it cannot be, or null */
    @Nullable
    String refuse(Stated stated) {
        Stated before = isAnswered() ? last() : injections.isEmpty() ? null : injections.getFirst();
        refused = refused == null ? stated : refused;
        return before == null ? null : "it is told not to be injected, but: " + before.where();
    }

    /** @return why it cannot be, or null */
    @Nullable
    String stick(Stated stated) {
        Stated before = reverted != null ? reverted : refused;
        stuck = stuck == null ? stated : stuck;
        return before == null ? null : "it is told to be stuck, but: " + before.where();
    }

    private @Nullable Stated last() {
        return reverted != null ? reverted : refused != null ? refused : stuck;
    }
}
