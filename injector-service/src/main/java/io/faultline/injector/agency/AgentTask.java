package io.faultline.injector.agency;

import java.time.Duration;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked to do. All of it may be asked twice.
 *
 * @param fault what is broken; not of a revert
 * @param pods how pods started for it are to be; not of a revert
 * @param mark names the fault of this run
 * @param undo how the effect is taken away, as the journal has it
 * @param longest the effect may stay so long at most, from when this is read
 */
public record AgentTask(Kind kind, @Nullable Fault fault, @Nullable PodSettings pods, String mark,
        @Nullable String undo, Duration longest) {
    /** What it is. */
    public enum Kind {
        PLAN, INJECT, REVERT, AILING
    }
}
