package io.faultline.injector.fault.beside;

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

    /** What may be taken at most: the machine itself needs some. */
    public static long spare(long free) {
        return Math.max(0, free - FillDisk.RESERVE);
    }

    /** Of file systems, too large to be multiplied first. */
    static long share(long all, int percent) {
        return all / 100 * percent + all % 100 * percent / 100;
    }
}
