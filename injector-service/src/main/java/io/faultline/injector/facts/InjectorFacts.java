package io.faultline.injector.facts;

import java.util.Set;

import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.injector.lease.Holder;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Leases;
import io.faultline.runlog.FactListener;
import io.faultline.runlog.ReceivedFact;
import io.faultline.runlog.RunLines;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Hears of steps due and runs stopping: journals that, and acts once it is committed. */
record InjectorFacts(Leases leases, Holder holder, RunLines lines) implements FactListener {
    @Override
    public Set<Class<? extends RunFact>> facts() {
        return Set.of(StepDue.class, RunStopping.class, RunSettled.class);
    }

    @Override
    public void on(ReceivedFact received) {
        switch (received.fact()) {
            case StepDue due when due.step() instanceof Step.Inject inject -> leases
                    .add(LeaseRules.intended(due, inject, holder.name())).ifPresent(this::begin);
            case RunStopping stopping -> {
                leases.requestStop(stopping.run());
                afterCommit(() -> holder.stop(stopping.run()));
            }
            case RunSettled settled -> lines.end(settled.run());
            default -> {
            }
        }
    }

    private void begin(Lease intent) {
        afterCommit(() -> holder.begin(intent));
    }

    private static void afterCommit(Runnable effect) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                effect.run();
            }
        });
    }
}
