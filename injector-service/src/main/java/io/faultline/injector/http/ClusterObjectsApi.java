package io.faultline.injector.http;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.injector.agency.AgentAnswer;
import io.faultline.injector.agency.AgentLine;
import io.faultline.injector.agency.AgentTask;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Look;
import io.faultline.injector.fault.cluster.OwnerSeen;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What there is in a cluster to choose targets among, seen from here or by an agent of it. */
@RestController
@RequestMapping("/api/v1/faults/objects")
class ClusterObjectsApi {
    /** Less than who asks here waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ClusterReach reach;
    private final InfrastructureSeals seals;
    private final AgentLine agents;

    ClusterObjectsApi(ClusterReach reach, InfrastructureSeals seals, AgentLine agents) {
        this.reach = reach;
        this.seals = seals;
        this.agents = agents;
    }

    /**
     * What is looked for.
     *
     * @param infrastructure as the server sealed it; without one, the cluster this injector reaches by itself
     * @param namespace null to be told the namespaces
     * @param resource pods, deployments, statefulsets or daemonsets
     * @param workloads only pods that one of them looks after
     */
    record Wish(@Nullable Infrastructure infrastructure, @Nullable String namespace, @Nullable String resource,
            @Nullable List<OwnerSeen> workloads) {
        Look look() {
            return new Look(namespace, resource, workloads == null ? List.of() : workloads);
        }
    }

    record Found(List<Look.Seen> objects) {}

    @PostMapping
    Found find(@RequestBody Wish wish) throws InterruptedException {
        Infrastructure where = wish.infrastructure() == null ? null : seals.believed(wish.infrastructure(), "");
        try {
            return new Found(where != null && where.kind() == InfrastructureKind.MANIFEST
                    ? byAgent(where, wish.look())
                    : wish.look().at(reach.views().of(where)));
        } catch (ClusterTrouble e) {
            throw new Problem(ProblemType.CONFLICT, e.reason());
        }
    }

    private List<Look.Seen> byAgent(Infrastructure where, Look look) throws ClusterTrouble, InterruptedException {
        AgentAnswer answer = agents.ask(where, AgentTask.look(look, PATIENCE), PATIENCE).answer();
        if (answer.kind() != AgentAnswer.Kind.DONE) {
            throw new ClusterTrouble("infrastructure '%s': %s".formatted(where.name(), answer.reason()));
        }
        return answer.seen();
    }
}
