package io.faultline.injector.fault.disk;

import java.io.IOException;
import java.time.Duration;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.DiskFill;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;

/** Fills a file system with one file. */
public record FillDisk(DiskFill spec, Disk disk) implements Driver<Undo.DeleteFile> {
    /** Never taken: with less, logs and databases of the machine itself fail. */
    public static final long RESERVE = 256L << 20;

    @Override
    public Plan<Undo.DeleteFile> plan(String mark) throws FaultRefused {
        try {
            String folder = disk.folder(spec.path());
            ByteSize size = size(disk.room(folder));
            String file = (folder.endsWith("/") ? folder : folder + "/") + mark + ".fill";
            HitTarget target = new HitTarget("file", file, size.toString());
            return Plan.of(new Hit<>(target, new Undo.DeleteFile(file), "wrote %s to %s".formatted(size, file)));
        } catch (IOException e) {
            throw new FaultRefused("'%s' cannot be filled: it has to be a folder that can be written to (%s)"
                    .formatted(spec.path(), e.getMessage()), e);
        }
    }

    private ByteSize size(Disk.Room room) throws FaultRefused {
        if (spec.size() != null) {
            if (spec.size().bytes() > room.usable() - RESERVE) {
                throw new FaultRefused("only %s can be used there, of which %s are never taken; ask for less"
                        .formatted(new ByteSize(room.usable()), new ByteSize(RESERVE)));
            }
            return spec.size();
        }
        int percent = spec.percent() == null ? 0 : spec.percent();
        long used = room.total() - room.usable();
        long wanted = Math.min((long) (room.total() * (percent / 100.0)) - used, room.usable() - RESERVE);
        if (wanted <= 0) {
            throw new FaultRefused("the file system is %d %% full already, or has too little left to take"
                    .formatted(used * 100 / Math.max(1, room.total())));
        }
        return new ByteSize(wanted);
    }

    @Override
    public void inject(Undo.DeleteFile undo, Duration longest) throws FaultRefused, InterruptedException {
        try {
            Disk.Room now = disk.room(disk.folder(spec.path()));
            Disk.Room without = new Disk.Room(now.total(), now.usable() + disk.size(undo.path()));
            disk.fill(undo.path(), size(without).bytes());
        } catch (IOException e) {
            throw new FaultRefused("%s could not be written: %s".formatted(undo.path(), e.getMessage()), e);
        }
    }
}
