package io.faultline.injector.lease;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.RevertReason;
import org.jspecify.annotations.Nullable;

/**
 * The journal of faults held. Every change names the owner's fence and is refused when another injector has taken the
 * lease over, or when it is over already.
 */
public interface Leases {
    /** What the journal says of the leases an injector believes it holds: which it does, and which are to be mended. */
    record Renewed(Set<Long> held, Map<Long, RevertReason> stopped) {}

    /** How a lease ended, and when. */
    record Ended(Lease lease, Ending ending, Instant at) {}

    /**
     * Adds a lease, unless its step has one: then empty, for it was heard of before. What comes back is to be stopped at
     * once if its run was, or if everything is halted.
     */
    Optional<Lease> add(Lease lease);

    /**
     * Journals targets and undos, and locks the targets: to be committed before the first effect. Refused if everything
     * is halted, its run was stopped, or another run hits one of the targets.
     */
    Arming arm(Lease lease);

    /** Locks more targets for a lease that is in force, unless another run hits one of them. */
    Optional<Objection> lock(Lease lease, List<HitTarget> more);

    /** Why these targets of a machine, or a cluster, are not free, for a run or for any. */
    Optional<Objection> conflict(String place, @Nullable RunId run, List<HitTarget> targets);

    /** Journals that it is in force. */
    boolean activate(Lease lease);

    /** Journals how leases ended; the ids of those that did: at most one caller ever gets each. */
    Set<Long> end(List<Ended> ended);

    /** Asks whoever holds faults of this run to mend them. */
    void requestStop(RunId run, RevertReason why);

    /** Holds these leases for another while. */
    Renewed renew(String owner, Collection<Long> ids);

    /** Lets go of everything this injector holds: another one goes on with it. */
    void handOver(String owner);

    /** Leases in these states, newest first, those with an id below the given one. */
    List<Lease> list(Set<LeaseState> states, long below, int limit);

    /** What may have an effect and is not stuck, of one run or of all. */
    List<Lease> inForce(@Nullable RunId run);

    Optional<Lease> find(long id);
}
