package io.faultline.experiment.history;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.experiment.listing.Cursor;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Runs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryRulesTest {
    private static final RunId RUN = new RunId(new UUID(1, 2));
    private static final Instant SEEN = Instant.parse("2026-11-21T09:00:00Z");
    private final Fault fault = Experiments.payments().spec().faults().getFirst();

    @Test
    void listensToEveryKindOfFactThatChangesSomething() {
        Set<Class<?>> all = Set.of(RunFact.class.getPermittedSubclasses());
        assertThat(all).containsAll(HistoryRules.FACTS).hasSize(HistoryRules.FACTS.size() + 1).contains(StepDue.class);
    }

    @Test
    void anEarlierPhaseNeverReplacesALaterOne() {
        Change settled = on(Runs.settled(RUN, RunEnding.FINISHED));
        Change stopping = on(Runs.stopping(RUN, StopCause.ABORTED));
        assertThat(stopping.then(settled).phase()).isEqualTo(RunPhase.SETTLED);
        assertThat(settled.then(stopping).phase()).isEqualTo(RunPhase.SETTLED);
        assertThat(settled.then(on(Runs.injected(RUN, fault))).phase()).isEqualTo(RunPhase.SETTLED);
    }

    @Test
    void theSameTwiceIsTheSame() {
        Change once = on(Runs.requested(RUN, Experiments.payments())).then(on(Runs.injected(RUN, fault)));
        assertThat(once.then(once)).isEqualTo(once);
    }

    @Test
    void aFaultGoesFromPendingToRevertedAndKeepsItsTargets() {
        assertThat(state()).isEqualTo(FaultState.State.PENDING);
        assertThat(state(Runs.injected(RUN, fault))).isEqualTo(FaultState.State.INJECTED);
        assertThat(state(Runs.failed(RUN, fault, FaultFailed.Failed.INJECT)))
                .isEqualTo(FaultState.State.NOT_INJECTED);
        assertThat(state(Runs.injected(RUN, fault), Runs.failed(RUN, fault, FaultFailed.Failed.REVERT)))
                .isEqualTo(FaultState.State.NOT_REVERTED);
        FaultState reverted = fault(Runs.injected(RUN, fault), Runs.reverted(RUN, fault, RevertReason.STOPPED));
        assertThat(reverted.state()).isEqualTo(FaultState.State.REVERTED);
        assertThat(reverted.targets()).hasSize(1);
        assertThat(reverted.detail()).isEqualTo("stopped");
    }

    private FaultState.State state(RunFact... facts) {
        return fault(facts).state();
    }

    private FaultState fault(RunFact... facts) {
        Change change = on(Runs.requested(RUN, Experiments.payments()));
        for (RunFact fact : facts) {
            change = change.then(on(fact));
        }
        RunSummary summary = new RunSummary(RUN, Runs.PROJECT, null, null, null, change.phase(), null, null, null, null,
                null, null, null);
        return FaultState.of(new RunRecord(summary, new Cursor(SEEN, RUN.value()), Experiments.payments(),
                change.facts().values().stream().toList())).getFirst();
    }

    private static Change on(RunFact fact) {
        return HistoryRules.on(Runs.PROJECT, SEEN, fact);
    }
}
