package io.faultline.ledger;

import java.time.Instant;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactType;

/**
 * A fact as it stands on the topic.
 *
 * @param key    the record's own key
 * @param time   when it was appended
 * @param source who says it: <code>/faultline/</code> and the service
 */
public record Stated(EventId id, String key, int partition, long offset, Instant time, String source,
        ProjectId project, RunFact fact) {
    public RunId run() {
        return fact.run();
    }

    String type() {
        return FactType.of((Record) fact).wireName();
    }

    String where() {
        return "partition %d offset %d, %s, event %s".formatted(partition, offset, type(), id);
    }

    /** The same fact told again, as whoever crashed between sending and remembering it does. */
    boolean isRedeliveryOf(Stated earlier) {
        return key.equals(earlier.key) && time.equals(earlier.time) && source.equals(earlier.source)
                && project.equals(earlier.project) && fact.equals(earlier.fact);
    }
}
