package io.faultline.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.RunId;

/** The facts of each run, each fact once, in the order of the topic; and what is wrong with the records themselves. */
record Reading(Map<RunId, List<Stated>> runs, int facts, int redelivered) {
    static Reading of(List<Stated> records, List<Violation> found) {
        Map<EventId, Stated> seen = new HashMap<>(records.size() * 2);
        Map<Integer, Long> offsets = new HashMap<>();
        Map<RunId, List<Stated>> runs = new LinkedHashMap<>();
        int redelivered = 0;
        for (Stated record : records) {
            Long before = offsets.put(record.partition(), record.offset());
            if (before != null && before >= record.offset()) {
                found.add(violation(record, "stands after offset " + before));
            }
            Stated earlier = seen.putIfAbsent(record.id(), record);
            if (earlier == null) {
                checkRecord(record, found);
                runs.computeIfAbsent(record.run(), _ -> new ArrayList<>()).add(record);
            } else if (record.isRedeliveryOf(earlier)) {
                redelivered++;
            } else {
                found.add(violation(record, "has the id of another event: " + earlier.where()));
            }
        }
        runs.values().forEach(facts -> checkPartition(facts, found));
        return new Reading(runs, seen.size(), redelivered);
    }

    private static void checkRecord(Stated record, List<Violation> found) {
        if (!record.key().equals(record.run().toString())) {
            found.add(violation(record, "is keyed " + record.key()));
        }
        if (!Owners.mayState(record.source(), record.fact())) {
            found.add(violation(record, record.source() + " is not its owner"));
        }
    }

    private static void checkPartition(List<Stated> facts, List<Violation> found) {
        int partition = facts.getFirst().partition();
        facts.stream().filter(fact -> fact.partition() != partition).findFirst()
                .ifPresent(fact -> found.add(violation(fact, "other facts of its run are in partition " + partition)));
    }

    private static Violation violation(Stated record, String what) {
        return new Violation(Invariant.I5, record.run(), what, record.where());
    }
}
