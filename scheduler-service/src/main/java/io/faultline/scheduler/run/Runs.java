package io.faultline.scheduler.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;

/** The runs there are; every call within the caller's transaction. */
public interface Runs {
    /** The run, which nobody else touches until the transaction ends. */
    Optional<Run> lock(RunId id);

    /** The same, unless somebody else holds it right now or it wants no tick yet. */
    Optional<Run> lockIfDue(RunId id, Instant now);

    void begin(Run run, Optional<Instant> nextWake);

    /** Of a settled run only that it was there is kept. */
    void save(Run run, Optional<Instant> nextWake);

    List<RunId> due(Instant now, int most);

    /** When the next one after this moment wants a tick. */
    Optional<Instant> nextWake(Instant after);

    /** Forgets, outside of any transaction, that those were there that settled before this moment. */
    void forgetSettled(Instant before);

    /** Those that are not settled. */
    List<RunId> going();

    /** How many are not settled. */
    long active();
}
