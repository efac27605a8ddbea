package io.faultline.scheduler.recurrence;

import io.faultline.contracts.run.ExperimentRequested;

/** Where runs are asked for, within the caller's transaction. */
public interface Requests {
    void request(ExperimentRequested request);
}
