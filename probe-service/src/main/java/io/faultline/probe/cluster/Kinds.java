package io.faultline.probe.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kinds of object clusters have, asked once: their names, and whether they lie in namespaces. */
final class Kinds {
    private final Map<Key, ResourceDefinitionContext> known = new ConcurrentHashMap<>();

    private record Key(KubernetesClient client, String groupVersion, String name) {}

    /** By its plural, or any other of its names. */
    ResourceDefinitionContext named(KubernetesClient client, String group, String version, String name)
            throws Unanswered {
        return find(client, group.isEmpty() ? version : group + "/" + version, name,
                each -> each.getName().equalsIgnoreCase(name) || name.equalsIgnoreCase(each.getSingularName())
                        || each.getKind().equalsIgnoreCase(name) || each.getShortNames().contains(name));
    }

    /** By what stands in a manifest. */
    ResourceDefinitionContext of(KubernetesClient client, String apiVersion, String kind) throws Unanswered {
        return find(client, apiVersion, kind, each -> each.getKind().equals(kind));
    }

    /** It is there no more; asked again next time. */
    void forget(KubernetesClient client) {
        known.keySet().removeIf(key -> key.client().equals(client));
    }

    private ResourceDefinitionContext find(KubernetesClient client, String groupVersion, String name,
            Predicate<APIResource> which) throws Unanswered {
        Key key = new Key(client, groupVersion, name);
        ResourceDefinitionContext before = known.get(key);
        if (before != null) {
            return before;
        }
        APIResourceList list = client.getApiResources(groupVersion);
        if (list == null) {
            throw Unanswered.because("the cluster has no API '%s': see group and version".formatted(groupVersion));
        }
        List<APIResource> resources = list.getResources().stream().filter(each -> !each.getName().contains("/"))
                .toList();
        APIResource found = resources.stream().filter(which).findFirst().orElseThrow(() -> Unanswered.because(
                "the cluster has no '%s' in %s; it has %s".formatted(name, groupVersion,
                        String.join(", ", resources.stream().map(APIResource::getName).toList()))));
        ResourceDefinitionContext context = context(groupVersion, found);
        known.put(key, context);
        return context;
    }

    private static ResourceDefinitionContext context(String groupVersion, APIResource resource) {
        int slash = groupVersion.indexOf('/');
        return new ResourceDefinitionContext.Builder().withGroup(slash < 0 ? null : groupVersion.substring(0, slash))
                .withVersion(groupVersion.substring(slash + 1)).withKind(resource.getKind())
                .withPlural(resource.getName()).withNamespaced(Objects.equals(resource.getNamespaced(), true)).build();
    }
}
