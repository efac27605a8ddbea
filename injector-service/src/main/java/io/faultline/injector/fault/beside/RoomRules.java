package io.faultline.injector.fault.beside;

import java.util.Optional;
import java.util.function.LongSupplier;

import io.faultline.injector.fault.disk.FillDisk;

/** How much effects take of a file system. */
public final class RoomRules {
    private RoomRules() {}

    /** What all writers write together before they begin anew, of a file system of which so much is free. */
    public static long written(Effect.Writes writes, long free) {
        return writes.bytes() > 0 ? writes.bytes() : share(free, writes.percent());
    }

    /** What of it is one writer's. */
    public static long each(long written, int writers) {
        return Math.max(1, written / writers);
    }

    /** How much is to be used, and is. What is missing is written, if anything is. */
    public record Level(long wanted, long used) {
        public long missing() {
            return wanted - used;
        }
    }

    /**
     * How far it is filled; empty where nobody said what the share is of.
     *
     * @param taken what the container has written itself
     * @param apart all of the file system, and what of it is used, unless it is the node's: that is no one pod's to fill
     */
    public static Optional<Level> level(Effect.Fill fill, LongSupplier taken, Optional<Level> apart) {
        if (fill.percent() == 0) {
            return Optional.of(new Level(fill.bytes(), 0));
        }
        if (fill.limit() > 0) {
            return Optional.of(new Level(share(fill.limit(), fill.percent()), taken.getAsLong()));
        }
        return fill.bytes() > 0
                ? Optional.of(new Level(fill.bytes(), taken.getAsLong()))
                : apart.map(all -> new Level(share(all.wanted(), fill.percent()), all.used()));
    }

    /** What may be taken at most: the machine itself needs some. */
    public static long spare(long free) {
        return Math.max(0, free - FillDisk.RESERVE);
    }

    /** Of file systems, too large to be multiplied first. */
    static long share(long all, int percent) {
        return all / 100 * percent + all % 100 * percent / 100;
    }
}
