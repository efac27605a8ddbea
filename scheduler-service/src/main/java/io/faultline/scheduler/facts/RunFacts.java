package io.faultline.scheduler.facts;

import java.util.Set;

import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunFact;
import io.faultline.runlog.FactListener;
import io.faultline.runlog.ReceivedFact;
import io.faultline.scheduler.run.Conductor;

/** Hears everything that moves a run, but for what this service states itself. */
record RunFacts(Conductor conductor) implements FactListener {
    @Override
    public Set<Class<? extends RunFact>> facts() {
        return Set.of(ExperimentRequested.class, AbortRequested.class, FaultInjected.class, FaultReverted.class,
                FaultFailed.class, ProbeResult.class, ActionTaken.class);
    }

    @Override
    public void on(ReceivedFact received) {
        conductor.hear(received.fact());
    }
}
