package io.faultline.probe.watch;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/** Names a loop: probe names are unique within a fault, and within the hypothesis (no fault). */
public record WatchKey(RunId run, @Nullable FaultId fault, String probe) {}
