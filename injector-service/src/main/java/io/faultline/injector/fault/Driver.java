package io.faultline.injector.fault;

import java.time.Duration;
import java.util.List;

/**
 * Makes one fault, whose spec it was built with. Its undo goes to the journal between {@link #plan} and
 * {@link #inject}; the {@link Mender} carries it out. Both inject and revert may be called twice, and may be interrupted
 * at any point: what is left is at most what the undo takes away.
 */
public interface Driver<U extends Undo> {
    /**
     * Chooses targets as they are now, and says for each how it will be mended. Has no effect.
     *
     * @param mark names the fault of this run in file names and on command lines
     */
    Plan<U> plan(String mark) throws FaultRefused;

    /**
     * Makes the effect on one target.
     *
     * @param longest the effect should end by itself after this time, where it can
     */
    void inject(U undo, Duration longest) throws FaultRefused, InterruptedException;

    /** What was done to a target and in which way, once it is done, for people. */
    default String deed(Hit<U> hit) {
        return hit.deed();
    }

    /** Which of its targets have not recovered yet, with what they are instead; asked between strokes and after its end. */
    default List<String> ailing() throws FaultRefused {
        return List.of();
    }
}
