package io.faultline.injector.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/**
 * Changes an object and its marks in one request, which the cluster takes only if nobody has changed the object since it
 * was read.
 */
final class MarkedChange<T extends HasMetadata> {
    private static final int TRIES = 10;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final Resource<T> resource;
    private final String what;
    private final String uid;

    /** @param uid what has another one is another object */
    MarkedChange(KubernetesClient client, Resource<T> resource, String what, String uid) {
        this.client = client;
        this.resource = resource;
        this.what = what;
        this.uid = uid;
    }

    /** The object, if it is still there. */
    Optional<T> read() throws ClusterTrouble {
        return Requests.ask("read " + what, () -> Optional.ofNullable(resource.get()))
                .filter(found -> uid.equals(found.getMetadata().getUid()));
    }

    /**
     * @param change of the object as it is: a JSON merge patch, or null if it is as it is to be
     * @return whether it is there
     */
    boolean make(String doing, Function<T, @Nullable Map<String, Object>> change) throws ClusterTrouble {
        ClusterUnreachable conflict = null;
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<T> found = read();
            if (found.isEmpty()) {
                return false;
            }
            Map<String, Object> patch = change.apply(found.get());
            if (patch == null) {
                return true;
            }
            try {
                patch(doing, patch, found.get());
                return true;
            } catch (ClusterUnreachable e) {
                if (e.code() != CONFLICT) {
                    throw new ClusterTrouble(e.reason(), e);
                }
                conflict = e;
            }
        }
        throw new ClusterTrouble("%s %s: others change it all the time".formatted(doing, what),
                java.util.Objects.requireNonNull(conflict));
    }

    private void patch(String doing, Map<String, Object> patch, T found) throws ClusterUnreachable {
        Map<String, Object> whole = new HashMap<>(patch);
        Map<String, Object> meta = new HashMap<>();
        if (whole.get("metadata") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> meta.put(String.valueOf(key), value));
        }
        meta.put("resourceVersion", found.getMetadata().getResourceVersion());
        whole.put("metadata", meta);
        String json = client.getKubernetesSerialization().asJson(whole);
        Requests.answer(doing + " " + what, () -> resource.patch(PatchContext.of(PatchType.JSON_MERGE), json));
    }

    /** The part of a patch that writes a mark. */
    static Map<String, Object> marked(Map<String, String> annotation) {
        return Map.of("labels", Map.of(Marks.LABEL, Marks.MARKED), "annotations", annotation);
    }

    /** The part of a patch that takes a mark off, and with the last one the label. */
    static Map<String, Object> unmarked(HasMetadata object, String key) {
        Map<String, @Nullable Object> annotations = new HashMap<>();
        annotations.put(key, null);
        Map<String, Object> meta = new HashMap<>(Map.of("annotations", annotations));
        boolean last = Seen.annotations(object.getMetadata()).keySet().stream()
                .noneMatch(each -> each.startsWith(Marks.ANNOTATION) && !each.equals(key));
        if (last) {
            Map<String, @Nullable Object> labels = new HashMap<>();
            labels.put(Marks.LABEL, null);
            meta.put("labels", labels);
        }
        return meta;
    }
}
