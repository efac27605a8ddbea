package io.faultline.injector.agency;

import java.time.Duration;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.cluster.Look;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked to do. All of it may be asked twice.
 *
 * @param fault what is broken; not of a revert
 * @param pods how pods started for it are to be; not of a revert
 * @param mark names the fault of this run
 * @param undo how the effect is taken away, as the journal has it
 * @param longest the effect may stay so long at most, from when this is read
 * @param look of a look: at what
 */
public record AgentTask(Kind kind, @Nullable Fault fault, @Nullable PodSettings pods, String mark,
        @Nullable String undo, Duration longest, @Nullable Look look) {
    /** What it is. */
    public enum Kind {
        PLAN, INJECT, REVERT, AILING, LOOK
    }

    /** What is done with a fault. */
    AgentTask(Kind kind, @Nullable Fault fault, @Nullable PodSettings pods, String mark, @Nullable String undo,
            Duration longest) {
        this(kind, fault, pods, mark, undo, longest, null);
    }

    /** What is there to choose targets among. */
    public static AgentTask look(Look look, Duration patience) {
        return new AgentTask(Kind.LOOK, null, null, "", null, patience, look);
    }
}
