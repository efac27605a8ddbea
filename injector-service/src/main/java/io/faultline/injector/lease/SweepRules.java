package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.faultline.injector.fault.cluster.ClusterMark;

/** Which marks in a cluster are left behind. */
public final class SweepRules {
    /** How long whoever made an effect has to take it away himself. */
    static final Duration OWN = Duration.ofSeconds(10);
    /** The same for another Faultline, whose clock may go differently. */
    static final Duration OTHERS = Duration.ofSeconds(60);

    private SweepRules() {}

    /** @param held the marks our journal says are in somebody's hands, asked after the mark was seen */
    public static boolean isLeft(ClusterMark mark, String house, Set<String> held, Instant now) {
        return mark.house().equals(house)
                ? !held.contains(mark.mark()) || now.minus(OWN).isAfter(mark.deadline())
                : now.minus(OTHERS).isAfter(mark.deadline());
    }
}
