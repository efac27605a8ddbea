package io.faultline.injector.agency;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.UndoText;
import io.faultline.injector.fault.cluster.ClusterProtection;
import org.jspecify.annotations.Nullable;

/**
 * Has a fault made by an agent. Targets are chosen there, none of those that are protected here among them, and what the
 * journal keeps of them says whose they are.
 */
record AgentDriver(ClusterFault fault, Infrastructure where, @Nullable PodSettings pods, ClusterProtection protection,
        AgentLine line, UndoText undos, Effects effects, Map<ClusterUndo, String> deeds)
        implements
            Driver<ClusterUndo> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** It may need a helper that has to start, however little is left of its fault's time. */
    private static final Duration STROKE = Duration.ofSeconds(30);
    private static final String NAME = "asked";

    @Override
    public Plan<ClusterUndo> plan(String mark) throws FaultRefused {
        requireUnprotected();
        AgentAnswer answer = done(task(AgentTask.Kind.PLAN, mark, null, PATIENCE)).answer();
        return new Plan<>(answer.matched(), answer.hits().stream()
                .map(each -> new Hit<>(each.target(), undos.undo(each.undo()).at(where), each.deed())).toList());
    }

    @Override
    public void inject(ClusterUndo undo, Duration longest) throws FaultRefused, InterruptedException {
        effects.begun(undo);
        AgentLine.Heard heard = injected(undo, longest);
        if (!fault.strikes()) {
            effects.made(undo, Objects.requireNonNullElse(heard.by(), ""));
        }
        if (heard.answer().deed() != null) {
            deeds.put(undo, heard.answer().deed());
        }
    }

    /** A stroke that nobody waits for any more is not to land late; what lasts is taken away by whoever holds its fault. */
    private AgentLine.Heard injected(ClusterUndo undo, Duration longest) throws FaultRefused, InterruptedException {
        AgentTask task = task(AgentTask.Kind.INJECT, "", undos.write(undo.at(null)), longest);
        boolean waited = false;
        try {
            AgentLine.Heard heard = line.ask(where, task, patience(longest));
            waited = heard.by() != null;
            return made(heard);
        } finally {
            if (!waited && fault.strikes()) {
                callOff(undo);
            }
        }
    }

    /** What is over at once has no time of its own to be made in; all else may take it, as draining a node does. */
    private Duration patience(Duration longest) {
        if (fault.strikes()) {
            return longest.compareTo(STROKE) > 0 ? longest : STROKE;
        }
        return longest.isPositive() ? longest : PATIENCE;
    }

    /** By a thread of its own: who does so was interrupted, or has waited long enough. */
    private void callOff(ClusterUndo undo) {
        AgentTask task = AgentTask.revert(undos.write(undo.at(null)), PATIENCE);
        Thread.ofVirtual().name("calling off").start(() -> {
            try {
                line.ask(where, task, PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public String deed(Hit<ClusterUndo> hit) {
        return deeds.getOrDefault(hit.undo(), hit.deed());
    }

    @Override
    public List<String> ailing() throws FaultRefused {
        return done(task(AgentTask.Kind.AILING, "", null, PATIENCE)).answer().ailing();
    }

    /** Asked here too, so that it holds for agents of before they were told. */
    private void requireUnprotected() throws FaultRefused {
        String namespace = switch (fault.aim()) {
            case PodTarget target -> target.namespace();
            case WorkloadTarget target -> target.namespace();
            case NodeTarget target -> target.ofPods() == null ? null : target.ofPods().namespace();
        };
        Optional<String> what = namespace == null ? Optional.empty() : protection.protectedAs(namespace);
        if (what.isPresent()) {
            throw new FaultRefused(Refusal.PROTECTED_TARGET, what.get());
        }
    }

    private AgentTask task(AgentTask.Kind kind, String mark, @Nullable String undo, Duration longest) {
        return new AgentTask(kind, Fault.of(NAME, fault, Fault.DEFAULT_DURATION, List.of()), pods, protection, mark,
                undo, longest, null);
    }

    private AgentLine.Heard done(AgentTask task) throws FaultRefused {
        try {
            return made(line.ask(where, task, PATIENCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultRefused("it was interrupted", e);
        }
    }

    private AgentLine.Heard made(AgentLine.Heard heard) throws FaultRefused {
        if (heard.answer().kind() != AgentAnswer.Kind.DONE) {
            throw new FaultRefused(Objects.requireNonNullElse(heard.answer().refusal(), Refusal.NOT_POSSIBLE),
                    "infrastructure '%s': %s".formatted(where.name(), heard.answer().reason()));
        }
        return heard;
    }
}
