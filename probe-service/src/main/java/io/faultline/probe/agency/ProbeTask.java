package io.faultline.probe.agency;

import java.time.Duration;
import java.util.Map;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Probe;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that an agent is asked to make.
 *
 * @param values what stands for each <code>${name}</code> in the probe: read here, since secrets are here
 * @param pods how probe pods are to be
 * @param timeout the attempt is over by then
 */
public record ProbeTask(RunId run, Probe probe, Map<String, String> values, Duration timeout,
        @Nullable PodSettings pods) {
    public ProbeTask {
        values = Map.copyOf(values);
    }

    /** Without the values: they may be secrets. */
    @Override
    public String toString() {
        return "ProbeTask[%s of run %s]".formatted(probe.name(), run);
    }
}
