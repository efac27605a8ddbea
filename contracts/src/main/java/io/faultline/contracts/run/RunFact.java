package io.faultline.contracts.run;

import io.faultline.contracts.ids.RunId;

/**
 * Something that happened in a run. A record here, with its wire name in <code>wire.FactType</code>, is the declaration
 * from which schemas are generated; only the service named in its javadoc may state it.
 */
public sealed interface RunFact permits ExperimentRequested, AbortRequested, RunPlanned, StepDue, RunStopping,
        RunSettled, FaultInjected, FaultReverted, FaultFailed, ProbeResult, ActionTaken, RunCompleted {
    RunId run();
}
