package io.faultline.experiment.gitops;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.repository.Sync;
import org.jspecify.annotations.Nullable;

/** What is known of a project's GitOps, and of the files it has taken. */
public interface GitOpsStore {
    Optional<GitOps> find(ProjectId project);

    Optional<String> sealed(ProjectId project);

    /** Turns it on, or changes it; what was taken stays known if it is the same branch and folder. */
    void keep(ProjectId project, GitOps gitOps, @Nullable String sealed, boolean anew, Instant next);

    /** Whether it was on. */
    boolean remove(ProjectId project);

    List<Tracked> tracked(ProjectId project);

    void track(ProjectId project, Tracked tracked);

    void untrack(ProjectId project, String name);

    void synced(ProjectId project, Sync sync, Instant next);

    /** Whether whoever asks may sync now: until then nobody else does. */
    boolean claim(ProjectId project, Instant now, Instant until);

    boolean isDue(ProjectId project, Instant now);

    /** Every experiment that is kept here, up to this many. */
    List<Living> living(ProjectId project, int most);
}
