package io.faultline.runlog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is said of each run, for a bounded number of runs: those nothing was said of for longest are forgotten
 * when others come. Number and saying are one: two that speak at once cannot overtake each other between the two.
 */
final class Sequences {
    private final Map<RunId, Counter> counters;

    private static final class Counter {
        private long last;
    }

    Sequences(int most) {
        counters = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RunId, Counter> eldest) {
                return size() > most;
            }
        };
    }

    /** Says the next of this run. */
    void next(RunId run, LongConsumer say) {
        Counter counter;
        synchronized (counters) {
            counter = counters.computeIfAbsent(run, _ -> new Counter());
        }
        say(counter, say);
    }

    /** Says one more of this run, if anything was said of it. */
    void oneMore(RunId run, LongConsumer say) {
        @Nullable
        Counter counter;
        synchronized (counters) {
            counter = counters.get(run);
        }
        if (counter != null) {
            say(counter, say);
        }
    }

    private static void say(Counter counter, LongConsumer say) {
        synchronized (counter) {
            counter.last++;
            say.accept(counter.last);
        }
    }
}
