package io.faultline.experiment.graphql;

import java.util.List;

import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.springframework.stereotype.Component;

/**
 * What Litmus' own agent says to its server. Ours calls in over HTTP, with a lease instead of a socket, so none of it is
 * heard here; it is told so instead of being left waiting.
 */
@Component
record AgentOperations() implements Operations {
    private static final List<String> MUTATIONS = List.of("podLog", "kubeObj", "kubeNamespace",
            "confirmClusterRegistration", "newClusterEvent", "chaosWorkflowRun", "chaosExperimentRun");
    private static final List<String> SUBSCRIPTIONS = List.of("infraConnect", "clusterConnect");

    @Override
    public void enter(Switchboard board) {
        MUTATIONS.forEach(each -> board.mutation(each, _ -> {
            throw notOurs(each);
        }));
        SUBSCRIPTIONS.forEach(each -> board.subscription(each, _ -> {
            throw notOurs(each);
        }));
    }

    private static Problem notOurs(String operation) {
        return new Problem(ProblemType.INVALID_REQUEST,
                "%s is what an agent of Litmus says; agents of this server call in at /api/v1/agents (getInfraManifest installs one)"
                        .formatted(operation));
    }
}
