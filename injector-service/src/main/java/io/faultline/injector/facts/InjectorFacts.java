package io.faultline.injector.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.injector.lease.Holder;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.Order;
import io.faultline.runlog.FactListener;
import io.faultline.runlog.ReceivedFact;
import io.faultline.runlog.RunLines;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Hears of steps due and runs stopping: journals that, and acts once it is committed. */
record InjectorFacts(Leases leases, Machine machine, Holder holder, RunLines lines) implements FactListener {
    @Override
    public Set<Class<? extends RunFact>> facts() {
        return Set.of(StepDue.class, RunStopping.class, RunSettled.class);
    }

    @Override
    public void on(ReceivedFact received) {
        switch (received.fact()) {
            case StepDue due when due.step() instanceof Step.Inject inject -> {
                Batch batch = batch();
                leases.add(LeaseRules.intended(due, inject, machine, holder.name())).ifPresent(batch.intents::add);
            }
            case RunStopping stopping -> {
                Order order = stopping.cause() == StopCause.HALTED ? Order.HALT : Order.STOP;
                leases.requestStop(stopping.run(), reason(order));
                batch().stopped.put(stopping.run(), order);
            }
            case RunSettled settled -> lines.end(settled.run());
            default -> {
            }
        }
    }

    private static RevertReason reason(Order order) {
        return order == Order.HALT ? RevertReason.HALTED : RevertReason.STOPPED;
    }

    private Batch batch() {
        Batch batch = (Batch) TransactionSynchronizationManager.getResource(this);
        if (batch == null) {
            batch = new Batch();
            TransactionSynchronizationManager.bindResource(this, batch);
            TransactionSynchronizationManager.registerSynchronization(batch);
        }
        return batch;
    }

    /** What is to be done after the commit. A fault whose run is stopped in the same batch is not even begun. */
    private final class Batch implements TransactionSynchronization {
        private final List<Lease> intents = new ArrayList<>();
        private final Map<RunId, Order> stopped = new LinkedHashMap<>();
        private final long begun = System.nanoTime();

        @Override
        public void afterCommit() {
            stopped.forEach(holder::order);
            for (Lease intent : intents) {
                Order order = stopped.get(intent.run());
                holder.begin(order == null ? intent : intent.stopping(reason(order)), begun);
            }
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(InjectorFacts.this);
        }
    }
}
