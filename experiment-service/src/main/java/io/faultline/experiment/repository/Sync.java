package io.faultline.experiment.repository;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How it stands with what was taken from a repository.
 *
 * @param at when it was last taken
 * @param tried when that was last tried
 * @param commit what was taken then
 * @param trouble why the last try failed; null if it did not
 * @param leftOut what was not taken, and why
 */
public record Sync(@Nullable Instant at, @Nullable Instant tried, @Nullable String commit, @Nullable String trouble,
        List<String> leftOut) {
    public static final Sync NEVER = new Sync(null, null, null, null, List.of());

    public Sync {
        leftOut = List.copyOf(leftOut);
    }

    public static Sync done(Instant now, String commit, List<String> leftOut) {
        return new Sync(now, now, commit, null, leftOut);
    }

    /** What was taken before stays. */
    public Sync failed(Instant now, String why) {
        return new Sync(at, now, commit, why, leftOut);
    }
}
