package io.faultline.resilience.kill;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.resilience.watch.Target;

/**
 * What came of a shot.
 *
 * @param reached the points the run came to: there the service was killed
 * @param violations what must not be, in words; empty if all is as promised
 * @param reverts how long after the death of its injector each kind of fault was gone that was in force at that moment
 * @param restarts from the death of a service until it served again
 */
public record Outcome(Shot shot, Set<Point> reached, List<String> violations, Map<Target.Kind, Duration> reverts,
        List<Duration> restarts, Duration took) {
    public Outcome {
        reached = Set.copyOf(reached);
        violations = List.copyOf(violations);
        reverts = Map.copyOf(reverts);
        restarts = List.copyOf(restarts);
    }
}
