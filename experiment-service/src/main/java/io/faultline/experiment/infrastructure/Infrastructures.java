package io.faultline.experiment.infrastructure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.listing.Cursor;
import org.jspecify.annotations.Nullable;

/** The infrastructures there are. Of their tokens only hashes are kept. */
public interface Infrastructures {
    Optional<KeptInfrastructure> find(ProjectId project, InfrastructureId id);

    Optional<KeptInfrastructure> named(ProjectId project, String name);

    /** The one whose token has this hash. */
    Optional<KeptInfrastructure> ofToken(byte[] hash);

    /** Newest first. */
    List<KeptInfrastructure> list(ProjectId project, @Nullable String namePrefix, @Nullable Cursor after, int limit);

    /** Whether it was added; not if its name is taken. */
    boolean add(KeptInfrastructure added, byte @Nullable [] tokenHash);

    /** Whether it was changed; not if it was changed otherwise meanwhile. */
    boolean change(KeptInfrastructure next);

    /** Lets only this token in from now on, and nobody who came with another. */
    boolean admitOnly(ProjectId project, InfrastructureId id, byte[] tokenHash);

    boolean remove(ProjectId project, InfrastructureId id);

    /** An agent calls in; forgets those that have been gone for long. */
    void welcome(InfrastructureId id, Agent agent, Instant goneSince);

    /** Whether it was one that had called in, of an infrastructure that is still there. */
    boolean renew(InfrastructureId id, String instance, Instant leaseUntil);

    /** It says that it goes. */
    void farewell(InfrastructureId id, String instance);
}
