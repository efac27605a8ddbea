package io.faultline.injector.agency;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Agents;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.UndoText;
import org.jspecify.annotations.Nullable;

/** Faults made and mended by agents. */
public final class Agency implements Agents {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AgentLine line;
    private final UndoText undos;
    private final Effects effects = new Effects();

    public Agency(AgentLine line, UndoText undos) {
        this.line = line;
        this.undos = undos;
    }

    @Override
    public Driver<?> driver(ClusterFault fault, Infrastructure where, @Nullable PodSettings pods) {
        return new AgentDriver(fault, where, pods, line, undos, effects, new ConcurrentHashMap<>());
    }

    @Override
    public void revert(ClusterUndo undo, Infrastructure where) throws NotReverted {
        AgentTask task = new AgentTask(AgentTask.Kind.REVERT, null, null, "", undos.write(undo.at(null)), PATIENCE);
        try {
            AgentAnswer answer = line.ask(where, task, PATIENCE).answer();
            if (answer.kind() != AgentAnswer.Kind.DONE) {
                throw new NotReverted("infrastructure '%s': %s".formatted(where.name(), answer.reason()));
            }
            effects.ended(undo);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReverted("it was interrupted", e);
        }
    }

    /** What an agent made that is gone by now: it is to be mended by the next one, however long its fault is to last. */
    public List<ClusterUndo> orphans() {
        return effects.orphans(line);
    }
}
