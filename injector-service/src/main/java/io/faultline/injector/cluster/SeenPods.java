package io.faultline.injector.cluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.faultline.injector.fault.cluster.PodSeen;
import org.jspecify.annotations.Nullable;

/** The store of an informer that keeps of each pod what we see of it, by namespace: a tenth of the pod itself. */
final class SeenPods implements ItemStore<Pod> {
    private record Kept(PodSeen seen, Pod stub) {}

    private final Map<String, Kept> byUid = new ConcurrentHashMap<>();
    private final Map<String, Map<String, PodSeen>> byNamespace = new ConcurrentHashMap<>();

    List<PodSeen> in(String namespace) {
        return List.copyOf(byNamespace.getOrDefault(namespace, Map.of()).values());
    }

    Map<String, PodSeen> byUidIn(String namespace) {
        return Map.copyOf(byNamespace.getOrDefault(namespace, Map.of()));
    }

    @Override
    public String getKey(Pod pod) {
        return pod.getMetadata().getUid();
    }

    @Override
    public @Nullable Pod put(String key, Pod pod) {
        PodSeen seen = Seen.pod(pod);
        byNamespace.computeIfAbsent(seen.namespace(), _ -> new ConcurrentHashMap<>()).put(key, seen);
        return stub(byUid.put(key, new Kept(seen, stubOf(pod))));
    }

    /** Enough for the informer to tell one version of a pod from another. */
    private static Pod stubOf(Pod pod) {
        return new PodBuilder().withNewMetadata().withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName()).withUid(pod.getMetadata().getUid())
                .withResourceVersion(pod.getMetadata().getResourceVersion()).endMetadata().build();
    }

    @Override
    public @Nullable Pod remove(String key) {
        Kept kept = byUid.remove(key);
        if (kept != null) {
            byNamespace.computeIfPresent(kept.seen().namespace(), (_, pods) -> {
                pods.remove(key);
                return pods.isEmpty() ? null : pods;
            });
        }
        return stub(kept);
    }

    @Override
    public Stream<String> keySet() {
        return byUid.keySet().stream();
    }

    @Override
    public Stream<Pod> values() {
        return byUid.values().stream().map(Kept::stub);
    }

    @Override
    public int size() {
        return byUid.size();
    }

    @Override
    public @Nullable Pod get(String key) {
        return stub(byUid.get(key));
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    private static @Nullable Pod stub(@Nullable Kept kept) {
        return kept == null ? null : kept.stub();
    }
}
