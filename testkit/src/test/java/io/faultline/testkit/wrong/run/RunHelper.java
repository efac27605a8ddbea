package io.faultline.testkit.wrong.run;

import java.time.Instant;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StopCause;
import io.faultline.testkit.wrong.plan.Plan;

/** Badly named, looks at the clock, states another's fact. */
public class RunHelper {
    public Instant when(Plan plan) {
        return Instant.now();
    }

    public RunStopping stop(RunId run, Instant at) {
        return new RunStopping(run, StopCause.ABORTED, "", at);
    }
}
