package io.faultline.experiment.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;

/** The blackout windows there are. */
public interface BlackoutWindows {
    /**
     * A window as it is kept.
     *
     * @param setBy who set it as it is
     */
    record Kept(BlackoutWindow window, String setBy, Instant setAt) {}

    /** In the order of their names. */
    List<Kept> all(ProjectId project);

    Optional<Kept> find(ProjectId project, String name);

    /** Adds it, or replaces the one of its name; whether it was added. */
    boolean put(ProjectId project, Kept kept);

    /** Whether there was one. */
    boolean remove(ProjectId project, String name);
}
