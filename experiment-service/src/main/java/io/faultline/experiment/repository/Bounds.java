package io.faultline.experiment.repository;

import java.time.Duration;

/**
 * How much is taken from a repository, at most.
 *
 * @param transfer bytes that come over the line
 * @param object bytes of one object in it, whether it is wanted or not
 * @param entries files and folders that are looked at
 * @param files files that are wanted
 * @param file bytes of a wanted file
 * @param total bytes of all wanted files
 * @param time from the first call to the last byte
 */
public record Bounds(long transfer, long object, int entries, int files, int file, long total, Duration time) {
    public static final Bounds USUAL = new Bounds(64L << 20, 32L << 20, 50_000, 3_000, 256 << 10, 16L << 20,
            Duration.ofSeconds(25));
}
