package io.faultline.experiment.stop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;

/** The halt in force, if there is one, and those there were. */
public interface Halts {
    /** For whoever starts a run: no halt begins before this transaction has ended; others may start runs meanwhile. */
    void keepOff(ProjectId project);

    /** For whoever halts: waits until the runs being started are there, and lets none start before this transaction ends. */
    void keepStartsOff(ProjectId project);

    Optional<Halt> inForce(ProjectId project);

    Halt begin(ProjectId project, String requestedBy, String reason, Instant since, int runsStopped);

    /** Releases the one in force; none if there is none. */
    Optional<Halt> release(ProjectId project, Halt.Release release);

    /** Latest first, the one in force among them. */
    List<Halt> latest(ProjectId project, int limit);
}
