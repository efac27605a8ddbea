package io.faultline.injector.cluster;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.cluster.ClusterHand;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Eviction;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/** Does to clusters what is asked, by their API. */
final class ApiHand implements ClusterHand {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    private final Reach reach;
    private final NodeHand nodes;
    private final WorkloadHand workloads;
    private final PolicyHand policies;
    private final InstantSource clock;
    private final Map<String, String> evictionVersions = new java.util.concurrent.ConcurrentHashMap<>();

    ApiHand(Reach reach, Marks marks, InstantSource clock) {
        this.reach = reach;
        this.nodes = new NodeHand(reach, marks);
        this.workloads = new WorkloadHand(reach, marks);
        this.policies = new PolicyHand(reach, marks);
        this.clock = clock;
    }

    /** The uid is sent along: a pod that took over the name is not hit. */
    @Override
    public void delete(ApiUndo.LeftToController pod, @Nullable Duration grace) throws ClusterTrouble {
        KubernetesClient client = reach.of(pod.where()).client();
        try {
            Requests.answer("delete " + named(pod), () -> client.raw(path(pod), "DELETE", options(pod, grace)));
        } catch (ClusterUnreachable e) {
            requireGone(e);
        }
    }

    @Override
    public Eviction evict(ApiUndo.LeftToController pod, @Nullable Duration grace) throws ClusterTrouble {
        KubernetesClient client = reach.of(pod.where()).client();
        Map<String, Object> eviction = Map.of("apiVersion", evictionVersion(client), "kind", "Eviction", "metadata",
                Map.of("namespace", pod.namespace(), "name", pod.pod()), "deleteOptions", options(pod, grace));
        try {
            Requests.answer("evict " + named(pod), () -> client.raw(path(pod) + "/eviction", "POST", eviction));
            return Eviction.DONE;
        } catch (ClusterUnreachable e) {
            if (e.code() == TOO_MANY && e.isBudget()) {
                return Eviction.REFUSED;
            }
            requireGone(e);
            return Eviction.GONE;
        }
    }

    /** Older clusters know it as policy/v1beta1, newer ones as policy/v1 only. */
    private String evictionVersion(KubernetesClient client) throws ClusterTrouble {
        String cluster = client.getMasterUrl().toString();
        String known = evictionVersions.get(cluster);
        if (known != null) {
            return known;
        }
        String version = Requests.ask("ask for the version of evictions",
                () -> Optional.ofNullable(client.getApiResources("v1")).stream()
                        .flatMap(all -> all.getResources().stream())
                        .filter(each -> each.getName().equals("pods/eviction") && each.getVersion() != null)
                        .map(each -> each.getGroup() + "/" + each.getVersion()).findFirst().orElse("policy/v1"));
        evictionVersions.put(cluster, version);
        return version;
    }

    private static void requireGone(ClusterUnreachable e) throws ClusterTrouble {
        if (e.code() != NOT_FOUND && e.code() != CONFLICT) {
            throw new ClusterTrouble(e.reason(), e);
        }
    }

    private static Map<String, Object> options(ApiUndo.LeftToController pod, @Nullable Duration grace) {
        Map<String, Object> options = new HashMap<>(Map.of("apiVersion", "v1", "kind", "DeleteOptions",
                "preconditions", Map.of("uid", pod.uid())));
        if (grace != null) {
            // Less than a second must not become none: that would be by force.
            options.put("gracePeriodSeconds", grace.plusSeconds(1).minusNanos(1).toSeconds());
        }
        return options;
    }

    private static String path(ApiUndo.LeftToController pod) {
        return "/api/v1/namespaces/%s/pods/%s".formatted(pod.namespace(), pod.pod());
    }

    private static String named(ApiUndo.LeftToController pod) {
        return "pod %s/%s".formatted(pod.namespace(), pod.pod());
    }

    @Override
    public void restart(ApiUndo.LeftToRollout workload) throws ClusterTrouble {
        Map<String, Object> patch = Map.of("spec", Map.of("template",
                Map.of("metadata", Map.of("annotations", Map.of(RESTARTED, clock.instant().toString())))));
        workloads.change(workload, patch);
    }

    @Override
    public void scale(ApiUndo.ScaleBack workload, Duration longest) throws ClusterTrouble {
        workloads.scale(workload, longest);
    }

    @Override
    public int ready(ApiUndo.ScaleBack workload) throws ClusterTrouble {
        return workloads.ready(workload);
    }

    @Override
    public void cordon(ApiUndo.Uncordon node, Duration longest) throws ClusterTrouble {
        nodes.cordon(node, longest);
    }

    @Override
    public boolean isHeld(ApiUndo.Uncordon node) throws ClusterTrouble {
        return nodes.isHeld(node);
    }

    @Override
    public void taint(ApiUndo.Untaint node, Duration longest) throws ClusterTrouble {
        nodes.taint(node, longest);
    }

    @Override
    public void cutOff(ApiUndo.Reconnect pods, PodNetworkPartition from, Duration longest) throws ClusterTrouble {
        policies.cutOff(pods, from, longest);
    }

    @Override
    public void revert(ApiUndo undo) throws ClusterTrouble {
        switch (undo) {
            case ApiUndo.LeftToController _ -> {
            }
            case ApiUndo.LeftToRollout _ -> {
            }
            case ApiUndo.ScaleBack workload -> workloads.scaleBack(workload);
            case ApiUndo.Reconnect pods -> policies.reconnect(pods);
            case ApiUndo.Uncordon node -> nodes.uncordon(node);
            case ApiUndo.Untaint node -> nodes.untaint(node);
        }
    }
}
