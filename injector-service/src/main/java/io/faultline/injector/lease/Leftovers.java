package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Leases whose owner is gone, and those that do not mend. */
public interface Leftovers {
    /**
     * Takes over leases nobody holds any more: those of this machine, and those of others that leave nothing behind
     * there.
     */
    List<Lease> takeOver(String owner, Machine machine, int atMost);

    /**
     * Leases of other machines that nobody there has taken over for a while. They stay that machine's: nothing is
     * changed by asking.
     */
    List<Lease> abandoned(Machine machine, int atMost);

    /**
     * Takes what does not mend on this machine and is to be tried again now.
     *
     * @param underway what this owner tries already: that stays its own, and nobody begins a second try
     */
    List<Lease> retry(String owner, Machine machine, Set<Long> underway, int atMost);

    /** The same for one lease, whenever it would be its turn. */
    Optional<Lease> retry(String owner, Machine machine, long id);

    /** Journals that it mended after all; false if somebody else did. */
    boolean healed(Lease lease, Instant at);

    /** Journals that it still does not. */
    void stillStuck(Lease lease, Tries tries, String trouble);

    /** How many do not mend. */
    int stuck();

    /** Forgets what ended so long ago; how many leases that were. */
    int forget(Duration age, int atMost);
}
