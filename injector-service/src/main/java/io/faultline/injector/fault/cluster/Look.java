package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A look at what there is in a cluster to choose targets among: names and labels, nothing else.
 *
 * @param namespace null to be told the namespaces
 * @param resource pods, deployments, statefulsets or daemonsets
 * @param workloads only pods that one of them looks after; all of them if there is none
 */
public record Look(@Nullable String namespace, @Nullable String resource, List<OwnerSeen> workloads) {
    /** No answer is longer, and nobody picks among more. */
    static final int MOST = 5_000;
    private static final String PODS = "pods";

    /** An object, as far as a target can name it. */
    public record Seen(String name, Map<String, String> labels) {
        public Seen {
            labels = Map.copyOf(labels);
        }
    }

    public Look {
        workloads = workloads == null ? List.of() : List.copyOf(workloads);
    }

    public List<Seen> at(ClusterView view) throws ClusterTrouble {
        List<Seen> seen = namespace == null
                ? view.namespaces().stream().sorted().map(name -> new Seen(name, Map.of())).toList()
                : in(view, namespace, resource == null ? "" : resource.toLowerCase(Locale.ROOT));
        if (seen.size() > MOST) {
            throw new ClusterTrouble("there are %d %s: more than the %d that are shown; a target selects them by label"
                    .formatted(seen.size(), resource == null ? "namespaces" : resource, MOST));
        }
        return seen;
    }

    private List<Seen> in(ClusterView view, String where, String kind) throws ClusterTrouble {
        if (!workloads.isEmpty() && !kind.equals(PODS)) {
            throw new ClusterTrouble("workloads look after pods only, not after " + kind);
        }
        return switch (kind) {
            case PODS -> view.pods(where).stream().filter(this::isLookedAfter)
                    .map(pod -> new Seen(pod.name(), pod.labels())).toList();
            case "deployments", "statefulsets", "daemonsets" -> view
                    .workloads(where, kind.substring(0, kind.length() - 1)).stream()
                    .map(workload -> new Seen(workload.name(), workload.labels())).toList();
            default -> throw new ClusterTrouble(
                    "'%s' are not looked at: targets are pods, deployments, statefulsets or daemonsets"
                            .formatted(resource));
        };
    }

    private boolean isLookedAfter(PodSeen pod) {
        return workloads.isEmpty() || pod.owners().stream().anyMatch(owner -> workloads.stream().anyMatch(
                each -> each.kind().equalsIgnoreCase(owner.kind()) && each.name().equals(owner.name())));
    }
}
