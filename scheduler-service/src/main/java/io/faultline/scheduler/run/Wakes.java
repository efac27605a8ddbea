package io.faultline.scheduler.run;

import java.time.Instant;

/** Who wakes what sleeps. */
public interface Wakes {
    /** Someone wants to be woken at this moment, once the caller's transaction has committed. */
    void at(Instant moment);
}
