package io.faultline.injector.agency;

import java.time.Duration;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.Look;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked to do. All of it may be asked twice.
 *
 * @param fault what is broken; not of a revert
 * @param pods how pods started for it are to be; not of a revert
 * @param protection what is never hit, whatever the fault asks for; of a fault, and null if its injector is of before that
 * @param mark names the fault of this run
 * @param undo how the effect is taken away, as the journal has it
 * @param longest the effect may stay so long at most, from when this is read
 * @param look of a look: at what
 */
public record AgentTask(Kind kind, @Nullable Fault fault, @Nullable PodSettings pods,
        @Nullable ClusterProtection protection, String mark, @Nullable String undo, Duration longest,
        @Nullable Look look) {
    /** What it is. */
    public enum Kind {
        PLAN, INJECT, REVERT, AILING, LOOK
    }

    /** An effect is to be taken away. */
    static AgentTask revert(String undo, Duration patience) {
        return new AgentTask(Kind.REVERT, null, null, null, "", undo, patience, null);
    }

    /** What is there to choose targets among. */
    public static AgentTask look(Look look, Duration patience) {
        return new AgentTask(Kind.LOOK, null, null, null, "", null, patience, look);
    }
}
