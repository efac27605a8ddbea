package io.faultline.runlog;

import java.util.LinkedHashMap;
import java.util.Map;

import io.faultline.contracts.ids.RunId;

/**
 * Counts what is said of each run, for a bounded number of runs: one whose end was never told is forgotten when others
 * have pushed it out.
 */
final class Sequences {
    private final Map<RunId, Long> counts;

    Sequences(int most) {
        counts = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RunId, Long> eldest) {
                return size() > most;
            }
        };
    }

    synchronized long next(RunId run) {
        return counts.merge(run, 1L, Long::sum);
    }

    synchronized void end(RunId run) {
        counts.remove(run);
    }
}
