package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.faultline.contracts.run.HitTarget;
import org.jspecify.annotations.Nullable;

/**
 * A pod as the cluster's API told it.
 *
 * @param uid names this pod for ever, though its name is used again
 * @param node empty while it waits for one
 * @param containers in the order of its spec, init containers left out
 * @param ready running and ready, by its own conditions
 * @param ending it is being deleted
 * @param hostNetwork it has no network of its own: what is done to it is done to its node
 * @param owners what looks after it, the nearest first: its replica set, then its deployment
 * @param tolerations which taints do not drive it away, however long they are there
 */
public record PodSeen(String namespace, String name, String uid, String node, @Nullable String ip, String phase,
        Map<String, String> labels, Map<String, String> annotations, List<ContainerSeen> containers, boolean ready,
        boolean ending, boolean hostNetwork, List<OwnerSeen> owners, List<Toleration> tolerations) {
    private static final int NAMED = 5;

    /** Taints it bears: of that key, value and effect, or of any where one is null. */
    public record Toleration(@Nullable String key, @Nullable String value, @Nullable String effect) {
        boolean covers(NodeSeen.Taint taint) {
            return (key == null || key.equals(taint.key())) && (value == null || value.equals(taint.value()))
                    && (effect == null || effect.equals(taint.effect()));
        }
    }

    public PodSeen {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        containers = List.copyOf(containers);
        owners = List.copyOf(owners);
        tolerations = List.copyOf(tolerations);
    }

    /** The workload people think of: the deployment rather than its replica set. */
    public Optional<OwnerSeen> owner() {
        return owners.isEmpty() ? Optional.empty() : Optional.of(owners.getLast());
    }

    /** The container of that name; without a name, the first. */
    public Optional<ContainerSeen> container(@Nullable String wanted) {
        return containers.stream().filter(each -> wanted == null || each.name().equals(wanted)).findFirst();
    }

    /** Whether a taint leaves it where it is. */
    boolean tolerates(NodeSeen.Taint taint) {
        return tolerations.stream().anyMatch(each -> each.covers(taint));
    }

    /** Whether it has come to its end: whatever is done to it, there is nothing left to break. */
    boolean isOver() {
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    /** Whether nobody starts another one when it is gone. */
    boolean isIrreplaceable() {
        return owners.isEmpty();
    }

    /** Names it among the pods of its cluster. */
    public String path() {
        return namespace + "/" + name;
    }

    /** What a fault that drives these away says of those that come to nothing by it, if any do. */
    static String lost(List<PodSeen> going) {
        List<PodSeen> lost = going.stream().filter(PodSeen::isIrreplaceable).toList();
        return lost.isEmpty() ? "" : "; nothing replaces those without a controller: " + named(lost);
    }

    /** As many as people read. */
    static String named(List<PodSeen> pods) {
        String first = pods.stream().map(PodSeen::path).sorted().limit(NAMED).collect(Collectors.joining(", "));
        return pods.size() > NAMED ? "%s and %d more".formatted(first, pods.size() - NAMED) : first;
    }

    public HitTarget hit() {
        String of = owner().map(owner -> "of " + owner).orElse("of nobody");
        return new HitTarget("pod", path(), node.isEmpty() ? of : of + " on node " + node);
    }
}
