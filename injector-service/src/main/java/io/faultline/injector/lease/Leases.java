package io.faultline.injector.lease;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.ids.RunId;

/**
 * The journal of faults held. Every change names the owner's fence and is refused (false) when another injector has
 * taken the lease over, or when it is over already.
 */
public interface Leases {
    /** What the journal says of the leases an injector believes it holds. */
    record Renewed(Set<Long> held, Set<Long> stopRequested) {}

    /** Adds a lease, unless its step has one: then empty, for it was heard of before. */
    Optional<Lease> add(Lease lease);

    /** Journals targets and undo: to be committed before the first effect. */
    boolean arm(Lease lease);

    /** Journals that it is in force. */
    boolean activate(Lease lease);

    /** Journals how it ended: at most one caller ever gets true. */
    boolean end(Lease lease, Ending ending, Instant at);

    /** Asks whoever holds faults of this run to mend them. */
    void requestStop(RunId run);

    /** Holds these leases for another while. */
    Renewed renew(String owner, Collection<Long> ids);

    /** Takes over leases nobody holds any more. */
    List<Lease> takeOver(String owner, int atMost);

    /** Leases in these states, newest first, those with an id below the given one. */
    List<Lease> list(Set<LeaseState> states, long below, int limit);
}
