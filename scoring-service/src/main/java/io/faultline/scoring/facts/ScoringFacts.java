package io.faultline.scoring.facts;

import java.util.Locale;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
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
import io.faultline.runlog.FactListener;
import io.faultline.runlog.ReceivedFact;
import io.faultline.runlog.RunLog;
import io.faultline.scoring.history.Histories;
import io.faultline.scoring.history.History;
import io.faultline.scoring.score.Judge;
import io.faultline.scoring.score.Judgements;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Keeps what a judge needs; at the end of a run speaks the last word, once, in the transaction that keeps it. */
final class ScoringFacts implements FactListener {
    private final Histories histories;
    private final Judgements judgements;
    private final RunLog runLog;
    private final MeterRegistry metrics;
    private final Timer judging;

    ScoringFacts(Histories histories, Judgements judgements, RunLog runLog, MeterRegistry metrics) {
        this.histories = histories;
        this.judgements = judgements;
        this.runLog = runLog;
        this.metrics = metrics;
        this.judging = metrics.timer("faultline.judging");
    }

    @Override
    public Set<Class<? extends RunFact>> facts() {
        return Set.of(ExperimentRequested.class, RunPlanned.class, FaultInjected.class, FaultReverted.class,
                FaultFailed.class, ProbeResult.class, ActionTaken.class, RunStopping.class, RunSettled.class);
    }

    @Override
    public void on(ReceivedFact received) {
        RunFact fact = received.fact();
        if (fact instanceof ActionTaken action && action.succeeded()) {
            return;
        }
        histories.keep(fact);
        if (fact instanceof RunSettled) {
            judging.record(() -> judge(fact.run()));
        }
    }

    private void judge(RunId run) {
        History history = histories.of(run);
        if (history.asked() == null && judgements.of(run).isPresent()) {
            return;
        }
        RunCompleted lastWord = Judge.lastWord(run, history);
        if (judgements.keep(lastWord)) {
            runLog.append(lastWord.project(), lastWord);
            metrics.counter("faultline.runs.judged", "phase", lastWord.phase().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }
}
