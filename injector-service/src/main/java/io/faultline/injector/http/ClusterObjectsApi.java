package io.faultline.injector.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.ClusterView;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What there is in a cluster to choose targets among: names and labels, nothing else. */
@RestController
@RequestMapping("/api/v1/faults/objects")
class ClusterObjectsApi {
    private final ClusterReach reach;
    private final InfrastructureSeals seals;

    ClusterObjectsApi(ClusterReach reach, InfrastructureSeals seals) {
        this.reach = reach;
        this.seals = seals;
    }

    /**
     * What is looked for.
     *
     * @param infrastructure as the server sealed it; without one, the cluster this injector reaches by itself
     * @param namespace null to be told the namespaces
     * @param resource pods, deployments, statefulsets or daemonsets
     */
    record Wish(@Nullable Infrastructure infrastructure, @Nullable String namespace, @Nullable String resource) {}

    record Seen(String name, Map<String, String> labels) {}

    record Found(List<Seen> objects) {}

    @PostMapping
    Found find(@RequestBody Wish wish) {
        Infrastructure where = wish.infrastructure() == null ? null : seals.believed(wish.infrastructure(), "");
        try {
            ClusterView view = reach.views().of(where);
            return new Found(wish.namespace() == null
                    ? view.namespaces().stream().sorted().map(name -> new Seen(name, Map.of())).toList()
                    : in(view, wish.namespace(), wish.resource() == null ? "" : wish.resource()));
        } catch (ClusterTrouble e) {
            throw new Problem(ProblemType.CONFLICT, e.reason());
        }
    }

    private static List<Seen> in(ClusterView view, String namespace, String resource) throws ClusterTrouble {
        String kind = resource.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "pods" -> view.pods(namespace).stream().map(pod -> new Seen(pod.name(), pod.labels())).toList();
            case "deployments", "statefulsets", "daemonsets" -> view
                    .workloads(namespace, kind.substring(0, kind.length() - 1)).stream()
                    .map(workload -> new Seen(workload.name(), workload.labels())).toList();
            default -> throw new Problem(ProblemType.INVALID_REQUEST,
                    "'%s' are not looked at: targets are pods, deployments, statefulsets or daemonsets"
                            .formatted(resource));
        };
    }
}
