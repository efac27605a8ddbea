package io.faultline.scheduler.run;

/** Which way a run is going; only ever forward. */
public enum Course {
    /** Through gate, method and the hypothesis after. */
    RUNNING,
    /** No further steps of these; waits for faults in force to be mended. */
    STOPPING,
    /** All that is over; rollbacks are played. */
    ROLLING_BACK,
    /** Nothing more will come. */
    SETTLED
}
