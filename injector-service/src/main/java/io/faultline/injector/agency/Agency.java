package io.faultline.injector.agency;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Agents;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.UndoText;
import io.faultline.injector.fault.cluster.ClusterProtection;
import org.jspecify.annotations.Nullable;

/** Faults made and mended by agents. */
public final class Agency implements Agents {
    /** A helper may have to be started anew for it. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AgentLine line;
    private final UndoText undos;
    private final ClusterProtection protection;
    private final Effects effects = new Effects();

    /** @param protection binds the agents as it binds this injector */
    public Agency(AgentLine line, UndoText undos, ClusterProtection protection) {
        this.line = line;
        this.undos = undos;
        this.protection = protection;
    }

    @Override
    public Driver<?> driver(ClusterFault fault, Infrastructure where, @Nullable PodSettings pods) {
        return new AgentDriver(fault, where, pods, protection, line, undos, effects, new ConcurrentHashMap<>());
    }

    @Override
    public void revert(ClusterUndo undo, Infrastructure where) throws NotReverted {
        if (effects.wasMended(undo)) {
            return;
        }
        try {
            AgentAnswer answer = line.ask(where, AgentTask.revert(written(undo), PATIENCE), PATIENCE)
                    .answer();
            if (answer.kind() != AgentAnswer.Kind.DONE) {
                throw new NotReverted("infrastructure '%s': %s".formatted(where.name(), answer.reason()));
            }
            effects.ended(undo);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReverted("it was interrupted", e);
        }
    }

    /**
     * What an agent has in force for this injector.
     *
     * @param undo as it was sent to the agent
     */
    public Optional<ClusterUndo> inForce(InfrastructureId cluster, String undo) {
        return effects.in(cluster).filter(each -> written(each).equals(undo)).findAny();
    }

    /**
     * An agent that goes has taken this away: there may be nobody to ask for it.
     *
     * @return whether it was that agent's; of what another one has in force it knows nothing
     */
    public boolean mended(ClusterUndo undo, String agent) {
        return effects.mended(undo, agent);
    }

    private String written(ClusterUndo undo) {
        return undos.write(undo.at(null));
    }

    /** What an agent made that is gone by now: it is to be mended by the next one, however long its fault is to last. */
    public List<ClusterUndo> orphans() {
        return effects.orphans(line);
    }
}
