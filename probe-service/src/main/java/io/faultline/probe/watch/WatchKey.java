package io.faultline.probe.watch;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.MeasurePhase;
import org.jspecify.annotations.Nullable;

/**
 * Names a loop: probe names are unique within a fault, within the hypothesis and within the stop conditions (no fault).
 *
 * @param begunIn the phase whose step brought it
 */
public record WatchKey(RunId run, MeasurePhase begunIn, @Nullable FaultId fault, String probe) {}
