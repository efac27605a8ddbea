package io.faultline.experiment.facts;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunFact;
import io.faultline.experiment.history.Change;
import io.faultline.experiment.history.HistoryRules;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.request.RunRequests;
import io.faultline.runlog.FactListener;
import io.faultline.runlog.ReceivedFact;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps the history of runs up to date: what a batch of facts says of a run is one change, made as the batch commits. */
@Component
class Projection implements FactListener {
    private final Runs runs;
    private final RunRequests requests;

    Projection(Runs runs, RunRequests requests) {
        this.runs = runs;
        this.requests = requests;
    }

    @Override
    public Set<Class<? extends RunFact>> facts() {
        return HistoryRules.FACTS;
    }

    @Override
    public void on(ReceivedFact received) {
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        pending.add(HistoryRules.on(received.project(), received.time(), received.fact()));
        if (received.fact() instanceof ExperimentRequested requested && requested.schedule() != null) {
            AbortRequested abort = requests.fired(requested).orElse(null);
            if (abort != null) {
                pending.add(HistoryRules.on(received.project(), abort.requestedAt(), abort));
            }
        }
    }

    private final class Pending implements TransactionSynchronization {
        private final Map<RunId, Change> changes = new TreeMap<>(Comparator.comparing(RunId::value));

        void add(Change change) {
            changes.merge(change.run(), change, Change::then);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            runs.apply(changes.values());
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Projection.this);
        }
    }
}
