package io.faultline.ledger;

import java.util.Set;

import io.faultline.contracts.run.AbortRequested;
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
import io.faultline.contracts.run.StepDue;

/** Who may state which fact, by the source on the wire. */
public final class Owners {
    private static final String EXPERIMENT = "/faultline/experiment";
    private static final String SCHEDULER = "/faultline/scheduler";
    private static final String INJECTOR = "/faultline/injector";
    private static final String PROBE = "/faultline/probe";
    private static final String SCORING = "/faultline/scoring";

    private Owners() {}

    /** The one service that states it; for a request the one a person talks to. */
    public static String of(RunFact fact) {
        return switch (fact) {
            case ExperimentRequested _,AbortRequested _ -> EXPERIMENT;
            case RunPlanned _,StepDue _,RunStopping _,RunSettled _ -> SCHEDULER;
            case FaultInjected _,FaultReverted _,FaultFailed _ -> INJECTOR;
            case ProbeResult _,ActionTaken _ -> PROBE;
            case RunCompleted _ -> SCORING;
        };
    }

    static boolean mayState(String source, RunFact fact) {
        return fact instanceof ExperimentRequested
                ? Set.of(EXPERIMENT, SCHEDULER).contains(source)
                : source.equals(of(fact));
    }
}
