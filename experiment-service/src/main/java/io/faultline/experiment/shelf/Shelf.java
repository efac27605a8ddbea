package io.faultline.experiment.shelf;

import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;

/** All things of one kind, at most {@link #MOST} of them, each under a name of its own. */
public interface Shelf<T> {
    int MOST = 2_000;

    Optional<Kept<T>> find(ProjectId project, String name);

    /** Newest first. */
    List<Kept<T>> all(ProjectId project);

    /** Whether it was added; not if its name is taken or the shelf is full. */
    boolean add(ProjectId project, Kept<T> added);

    /** Whether it was there to be changed. */
    boolean change(ProjectId project, Kept<T> changed);

    boolean remove(ProjectId project, String name);
}
