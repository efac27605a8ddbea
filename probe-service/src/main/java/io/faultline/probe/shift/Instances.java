package io.faultline.probe.shift;

import java.time.Duration;

/** The instances of this service, this one among them. */
public interface Instances {
    /** How long an instance that says nothing counts as alive. */
    Duration LEASE = Duration.ofSeconds(3);

    /** This instance is alive; whoever bore its name before is not. */
    void join();

    /** It still is. */
    void renew();

    /** It leaves in order: what it owned is anybody's at once. */
    void leave();
}
