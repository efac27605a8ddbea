package io.faultline.probe.watch;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.MeasurePhase;
import org.jspecify.annotations.Nullable;

/** Where measurements are told. */
public interface Reports {
    /** An evaluation whose predecessor came out like that. */
    void sampled(RunId run, StepId step, @Nullable FaultId fault, Probe probe, MeasurePhase phase,
            Measurement measurement, Outcome before);

    /** A loop goes on that was interrupted. */
    void resumed(Watch watch);

    /** A loop evaluates no more, and somebody else may have to answer with what it saw. */
    void over(Watch watch);

    /** Keeps what a loop has seen; false when nobody wants it any more. */
    boolean saved(Watch watch);

    /** A loop's first failure; with stop-on-failure it ends the run. False when nobody wants it any more. */
    boolean failed(Watch watch);
}
