package io.faultline.injector.fault.beside;

import java.time.Duration;
import java.util.function.Consumer;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.NotReverted;
import org.jspecify.annotations.Nullable;

/** Helpers on the nodes of clusters: started when they are first needed, one a node. */
public interface Helpers extends AutoCloseable {
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

    /**
     * @param told of each effect that was lost with its helper, or ended by it unasked, once that is mended; and of one
     *     that cannot be mended from here: who then tries to end it finds out
     */
    void whenLost(Consumer<BesideUndo> told);

    /** Does away with helpers that are over, and of which nothing is left. */
    void tidy(@Nullable Infrastructure where);

    /** What is in force is left to whoever takes it over soon. */
    @Override
    void close();
}
