package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.probe.ProbeMode;

/** What a step of a workflow comes to. */
sealed interface Activity {
    Spot spot();

    /** A fault, and its probes that are stored elsewhere. */
    record Strike(Fault fault, List<Reference> references, Spot spot) implements Activity {}

    /** A pause. */
    record Rest(Duration duration, Spot spot) implements Activity {}

    /** A stored probe. */
    record Reference(String probe, ProbeMode mode) {}
}
