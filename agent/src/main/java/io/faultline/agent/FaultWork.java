package io.faultline.agent;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.agency.AgentAnswer;
import io.faultline.injector.agency.AgentTask;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.UndoText;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Look;
import tools.jackson.databind.JsonNode;

/**
 * Does what the injector asks: with the very drivers it would use itself, if it reached the cluster.
 *
 * @param clusters those drivers, which never hit what is protected
 */
record FaultWork(Function<ClusterProtection, Clusters> clusters, ClusterReach reach, UndoText undos,
        Infrastructure here, Holdings holdings) implements Work {
    /** Of an injector that does not say what it protects. */
    static final ClusterProtection OWN = new ClusterProtection(Set.of("kube-system"), Set.of());

    /** It is over at once, and leaves nothing; making it may take a helper that has to start, however little time is left. */
    private static final Duration STROKE = Duration.ofSeconds(30);

    @Override
    public JsonNode done(JsonNode task) throws InterruptedException {
        return Wire.mapper().valueToTree(done(Wire.mapper().treeToValue(task, AgentTask.class)));
    }

    private AgentAnswer done(AgentTask task) throws InterruptedException {
        try {
            return switch (task.kind()) {
                case PLAN -> plan(driver(task), task.mark());
                case INJECT -> inject(driver(task), undo(task), task.longest(), strikes(task));
                case REVERT -> {
                    holdings.revert(undo(task));
                    yield AgentAnswer.done();
                }
                case AILING -> AgentAnswer.ailing(driver(task).ailing());
                case LOOK -> look(Objects.requireNonNull(task.look()));
            };
        } catch (FaultRefused e) {
            return AgentAnswer.refused(e.refusal(), e.reason());
        } catch (NotReverted e) {
            return AgentAnswer.notReverted(e.reason());
        } catch (RuntimeException e) {
            return AgentAnswer.refused(Refusal.NOT_POSSIBLE, "the agent failed: " + e);
        }
    }

    private AgentAnswer look(Look look) throws FaultRefused {
        try {
            return AgentAnswer.seen(look.at(reach.views().of(here)));
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    private AgentAnswer plan(Driver<?> driver, String mark) throws FaultRefused {
        Plan<?> plan = driver.plan(mark);
        return AgentAnswer.planned(plan.matched(), plan.hits().stream().map(
                hit -> new AgentAnswer.PlannedHit(hit.target(), undos.write(((ClusterUndo) hit.undo()).at(null)),
                        hit.deed()))
                .toList());
    }

    private <U extends Undo> AgentAnswer inject(Driver<U> driver, ClusterUndo undo,
            Duration longest, boolean strikes) throws FaultRefused, InterruptedException {
        if (holdings.isCutOff()) {
            throw new FaultRefused(Refusal.LEASE_LOST, "this agent had lost its server meanwhile");
        }
        holdings.hold(undo, strikes && longest.compareTo(STROKE) < 0 ? STROKE : longest);
        @SuppressWarnings("unchecked") // the undo is one of the very driver's own plan
        U own = (U) undo;
        boolean interrupted = false;
        try {
            driver.inject(own, longest);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            holdings.made(undo);
        }
        if (interrupted || !holdings.holds(undo)) {
            String why = "it was to be taken away before it was in force";
            holdings.takeAway(undo, why);
            throw new FaultRefused(Refusal.LEASE_LOST, why);
        }
        if (strikes) {
            holdings.over(undo);
        }
        String deed = driver.deed(new Hit<>(new HitTarget("", "", ""), own, ""));
        return AgentAnswer.made(deed.isEmpty() ? null : deed);
    }

    /** Whoever asked has given up: he may have had it taken away already, before it was there. */
    @Override
    public void unwanted(JsonNode task) {
        AgentTask done = Wire.mapper().treeToValue(task, AgentTask.class);
        if (done.kind() == AgentTask.Kind.INJECT) {
            holdings.takeAway(undo(done), "nobody waited for it any more");
        }
    }

    private Driver<?> driver(AgentTask task) {
        return clusters.apply(Objects.requireNonNullElse(task.protection(), OWN))
                .driver((ClusterFault) Objects.requireNonNull(task.fault()).spec(), here, task.pods());
    }

    private static boolean strikes(AgentTask task) {
        return Objects.requireNonNull(task.fault()).spec().strikes();
    }

    private ClusterUndo undo(AgentTask task) {
        return undos.undo(Objects.requireNonNull(task.undo())).at(here);
    }
}
