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
public final class MarkedChange<T extends HasMetadata> {
    private static final int TRIES = 10;
    private static final int CONFLICT = 409;
    private static final int GONE = 404;

    private final KubernetesClient client;
    private final Resource<T> resource;
    private final String what;
    private final String uid;

    /** @param uid what has another one is another object */
    public MarkedChange(KubernetesClient client, Resource<T> resource, String what, String uid) {
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
        return make(doing, read(), change).isPresent();
    }

    /**
     * The object as it is then, if it is there.
     *
     * @param seen as it was seen last: who knows that need not read it first
     */
    public Optional<T> make(String doing, Optional<T> seen, Function<T, @Nullable Map<String, Object>> change)
            throws ClusterTrouble {
        ClusterUnreachable conflict = null;
        Optional<T> found = seen;
        for (int tries = 0; tries < TRIES; tries++) {
            if (found.isEmpty()) {
                return found;
            }
            Map<String, Object> patch = change.apply(found.get());
            if (patch == null) {
                return found;
            }
            try {
                return Optional.of(patch(doing, patch, found.get()));
            } catch (ClusterUnreachable e) {
                if (e.code() != CONFLICT && e.code() != GONE) {
                    throw new ClusterTrouble(e.reason(), e);
                }
                conflict = e;
            }
            found = read();
        }
        throw new ClusterTrouble("%s %s: others change it all the time".formatted(doing, what),
                java.util.Objects.requireNonNull(conflict));
    }

    private T patch(String doing, Map<String, Object> patch, T found) throws ClusterUnreachable {
        Map<String, Object> whole = new HashMap<>(patch);
        Map<String, Object> meta = new HashMap<>();
        if (whole.get("metadata") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> meta.put(String.valueOf(key), value));
        }
        meta.put("resourceVersion", found.getMetadata().getResourceVersion());
        whole.put("metadata", meta);
        String json = client.getKubernetesSerialization().asJson(whole);
        return Requests.answer(doing + " " + what, () -> resource.patch(PatchContext.of(PatchType.JSON_MERGE), json));
    }

    /** The part of a patch that writes a mark. */
    public static Map<String, Object> marked(Map<String, String> annotation) {
        return Map.of("labels", Map.of(Marks.LABEL, Marks.MARKED), "annotations", annotation);
    }

    /** The part of a patch that takes a mark off, and with the last one the label. */
    public static Map<String, Object> unmarked(HasMetadata object, String key) {
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
