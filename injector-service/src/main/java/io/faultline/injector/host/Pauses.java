package io.faultline.injector.host;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has failed is tried again after a pause, and each time after twice the one before. */
final class Pauses {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

    /** @param until on the monotonic clock */
    private record Pause(long until, long nanos) {}

    /** @param now on the monotonic clock */
    void failed(String key, long now) {
        pauses.compute(key, (_, before) -> {
            long nanos = before == null ? FIRST.toNanos() : Math.min(before.nanos() * 2, LONGEST.toNanos());
            return new Pause(now + nanos, nanos);
        });
    }

    boolean isDue(String key, long now) {
        Pause pause = pauses.get(key);
        return pause == null || now - pause.until() >= 0;
    }

    void forget(String key) {
        pauses.remove(key);
    }
}
