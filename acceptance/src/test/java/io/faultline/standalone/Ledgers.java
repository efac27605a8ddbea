package io.faultline.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.faultline.ledger.Absence;
import io.faultline.ledger.Account;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Limits;
import io.faultline.standalone.audit.Addresses;
import io.faultline.standalone.audit.HouseLedger;

/** The promises, held against all a house did: at the end, when every run is over. */
final class Ledgers {
    /** Nobody else may be at work on the machine of a user; on the one that tests run on everybody is. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(2),
            Duration.ofMinutes(10));

    private Ledgers() {}

    static Account of(Map<String, String> description, Absence... absences) {
        return new HouseLedger(addresses(description)).check(() -> {
            Evidence evidence = Evidence.takenAt(Instant.MAX, LIMITS)
                    .canaries(List.of(description.getOrDefault("databasePassword", "none")));
            List.of(absences).forEach(evidence::absence);
            return evidence;
        }, null, Duration.ofSeconds(10));
    }

    private static Addresses addresses(Map<String, String> description) {
        return new Addresses(description.get("kafka"), description.get("database"), description.get("databaseUser"),
                description.get("databasePassword"));
    }
}
