package io.faultline.injector.lease;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.infrastructure.Infrastructure;

/** What the journal knows of clusters. */
public interface ClusterJournal {
    /** Names this journal, and whoever shares it, among others that break the same cluster. */
    String house();

    /**
     * Which of these marks are those of faults that somebody holds, or takes over; whatever the infrastructure, for
     * several may stand for the same cluster.
     */
    Set<String> held(Collection<String> marks);

    /** The clusters faults were ever made in; empty stands for the one that is reached by itself. */
    List<Optional<Infrastructure>> reached();
}
