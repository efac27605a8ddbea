package io.faultline.probe.assignment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;

/** What was asked and what was answered, kept until the run is settled. */
public interface Assignments {
    void keep(Assignment assignment);

    /** Holds an open assignment for this transaction, closing it with its last answer; false when it is not open. */
    boolean hold(RunId run, StepId step, boolean last);

    /** Whether this is the first answer of this name to the step. */
    boolean answer(RunId run, StepId step, String name);

    /** The step that brought a fault's probes, unless the run is being stopped. */
    Optional<Assignment> before(RunId run, FaultId fault);

    /** All there are of a run. */
    List<Assignment> of(RunId run);

    /** Those not answered in full whose owner is gone, of all runs; now they are this instance's. */
    List<Assignment> takeUp();

    /** Closes all there are of a run that is being stopped. */
    void drop(RunId run);

    void forget(RunId run);

    /** Forgets those asked before this moment: of runs whose end was never heard. */
    void forget(Instant before);
}
