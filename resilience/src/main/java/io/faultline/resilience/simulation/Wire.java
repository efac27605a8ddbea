package io.faultline.resilience.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.ledger.Stated;

/** The topic: each run's records in the order they came, and every group of readers told that there is more. */
final class Wire {
    private final List<Stated> records = new ArrayList<>();
    private final Map<RunId, List<Stated>> runs = new HashMap<>();
    private final List<ReaderGroup> groups = new ArrayList<>();

    void read(ReaderGroup group) {
        groups.add(group);
    }

    void append(Stated record) {
        Stated placed = new Stated(record.id(), record.key(), record.partition(), records.size(), record.time(),
                record.source(), record.project(), record.fact());
        records.add(placed);
        runs.computeIfAbsent(record.run(), _ -> new ArrayList<>()).add(placed);
        groups.forEach(group -> group.wake(record.run()));
    }

    List<Stated> records() {
        return records;
    }

    List<Stated> of(RunId run) {
        return runs.getOrDefault(run, List.of());
    }
}
