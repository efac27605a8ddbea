package io.faultline.injector.fault.beside;

import java.time.Duration;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.NotReverted;

/** Helpers on the nodes of clusters: started when they are first needed, one a node. */
public interface Helpers {
    /**
     * Has the effect of an undo made.
     *
     * @param wishes how a helper is to be, where its work leaves a choice
     * @param longest it ends by itself after this time
     * @return what was done, and in which way
     */
    String make(BesideUndo undo, PodSettings wishes, Duration longest) throws FaultRefused, InterruptedException;

    /** Has it ended, by the helper that made it or by another one. */
    void end(BesideUndo undo) throws NotReverted;
}
