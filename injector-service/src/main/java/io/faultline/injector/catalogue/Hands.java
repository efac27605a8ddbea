package io.faultline.injector.catalogue;

import java.io.IOException;

import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.Applications;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.disk.Disk;
import io.faultline.injector.fault.network.Toxics;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.process.Signal;
import io.faultline.injector.fault.stress.Workers;

/** Carries out every kind of undo, the same for the injector and for its watchdog. */
public record Hands(Processes processes, Workers workers, Disk disk, Toxics toxics, Clusters clusters,
        Applications applications)
        implements
            Mender {
    /** The hands that only reach this machine. */
    public static Hands ofThisMachine(Processes processes, Workers workers, Disk disk, Toxics toxics) {
        return new Hands(processes, workers, disk, toxics, OutOfReach.HERE, OutOfReach.HERE);
    }

    /** The same, and clusters from here. */
    public Hands and(Clusters reached) {
        return new Hands(processes, workers, disk, toxics, reached, applications);
    }

    /** The same, and applications from here. */
    public Hands and(Applications reached) {
        return new Hands(processes, workers, disk, toxics, clusters, reached);
    }

    @Override
    public void revert(Undo undo) throws NotReverted {
        try {
            switch (undo) {
                case Undo.Nothing _ -> {
                }
                case Undo.Killed _ -> {
                }
                case Undo.LetGoOn frozen -> letGoOn(frozen);
                case Undo.EndWorkers ended -> end(ended);
                case Undo.DeleteFile file -> disk.delete(file.path());
                case Undo.RemoveToxic toxic -> toxics.remove(toxic.proxy(), toxic.toxic());
                case ClusterUndo there -> clusters.revert(there);
                case ApplicationUndo there -> applications.revert(there);
            }
        } catch (IOException e) {
            throw new NotReverted(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private void letGoOn(Undo.LetGoOn frozen) throws NotReverted {
        if (processes.send(frozen.pid(), frozen.startedAt(), Signal.CONT) == Processes.Sent.FORBIDDEN) {
            throw new NotReverted("the injector may not signal process %d".formatted(frozen.pid()));
        }
    }

    private void end(Undo.EndWorkers undo) throws NotReverted {
        if (!workers.end(undo.mark())) {
            throw new NotReverted("a worker %s still runs".formatted(undo.mark()));
        }
    }
}
