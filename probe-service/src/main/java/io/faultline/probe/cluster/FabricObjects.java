package io.faultline.probe.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.probe.probe.ClusterObject;
import io.faultline.probe.probe.ClusterObjects;
import io.faultline.probe.probe.Place;
import org.jspecify.annotations.Nullable;

/** Objects of any kind by fabric8's generic resources: what is known of a kind is what the cluster says of it. */
record FabricObjects(Asking asking, Kinds kinds, PodLogs logs, Creations creations) implements ClusterObjects {
    private static final long PAGE = 500;
    private static final int NOT_FOUND = 404;

    FabricObjects(Asking asking) {
        this(asking, new Kinds());
    }

    private FabricObjects(Asking asking, Kinds kinds) {
        this(asking, kinds, new PodLogs(), new Creations(kinds));
    }

    @Override
    public Seen attempt(KubernetesProbe asked, Place place, Duration timeout) throws InterruptedException {
        try {
            return asking.ask(place.infrastructure(), timeout, client -> switch (asked.operation()) {
                case CREATE -> new Seen.Told(creations.create(client, asked, place));
                case DELETE -> delete(client, asked, place);
                case LOGS -> logs(client, asked, place);
                case PRESENT, ABSENT, COUNT, READY, EACH -> new Seen.Found(find(client, asked, place));
            });
        } catch (Unanswered e) {
            return new Seen.Unseen(e.judgement());
        }
    }

    private Seen logs(KubernetesClient client, KubernetesProbe asked, Place place) throws Unanswered {
        List<ClusterObject> pods = find(client, asked, place);
        return pods.isEmpty() ? new Seen.Found(pods) : new Seen.Told(logs.of(client, asked, pods));
    }

    private Seen delete(KubernetesClient client, KubernetesProbe asked, Place place) throws Unanswered {
        List<ClusterObject> found = find(client, asked, place);
        ResourceDefinitionContext kind = kind(client, asked);
        for (ClusterObject object : found) {
            within(client, kind, object.namespace()).withName(object.name()).delete();
        }
        return new Seen.Found(found);
    }

    private List<ClusterObject> find(KubernetesClient client, KubernetesProbe asked, Place place) throws Unanswered {
        ResourceDefinitionContext kind = kind(client, asked);
        Asking.requireWithin(place, kind.isNamespaceScoped() ? asked.namespace() : null);
        boolean everywhere = kind.isNamespaceScoped() && asked.namespace().equals(KubernetesProbe.ALL_NAMESPACES);
        try {
            if (!everywhere && !asked.names().isEmpty() && asked.labels() == null && asked.fields() == null) {
                return named(client, kind, asked);
            }
            AnyNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> where = everywhere
                    ? client.genericKubernetesResources(kind).inAnyNamespace()
                    : within(client, kind, asked.namespace());
            return listed(client, where, kind, asked).stream()
                    .filter(each -> asked.names().isEmpty() || asked.names().contains(each.name())).toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                kinds.forget(client);
            }
            throw e;
        }
    }

    private ResourceDefinitionContext kind(KubernetesClient client, KubernetesProbe asked) throws Unanswered {
        return kinds.named(client, asked.group(), asked.version(), String.valueOf(asked.resource()));
    }

    private static List<ClusterObject> named(KubernetesClient client, ResourceDefinitionContext kind,
            KubernetesProbe asked) {
        List<ClusterObject> found = new ArrayList<>();
        for (String name : asked.names()) {
            @Nullable
            GenericKubernetesResource object = within(client, kind, asked.namespace()).withName(name).get();
            if (object != null) {
                found.add(object(client, kind, object));
            }
        }
        return found;
    }

    private static List<ClusterObject> listed(KubernetesClient client,
            AnyNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> where,
            ResourceDefinitionContext kind, KubernetesProbe asked) {
        List<ClusterObject> found = new ArrayList<>();
        @Nullable
        String more = null;
        do {
            GenericKubernetesResourceList page = where.list(new ListOptionsBuilder().withLabelSelector(asked.labels())
                    .withFieldSelector(asked.fields()).withLimit(PAGE).withContinue(more).build());
            page.getItems().forEach(each -> found.add(object(client, kind, each)));
            more = page.getMetadata() == null ? null : page.getMetadata().getContinue();
        } while (more != null && !more.isEmpty());
        return found;
    }

    static NonNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> within(
            KubernetesClient client, ResourceDefinitionContext kind, @Nullable String namespace) {
        MixedOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> all = client
                .genericKubernetesResources(kind);
        return kind.isNamespaceScoped() ? all.inNamespace(namespace) : all;
    }

    @SuppressWarnings("unchecked")
    private static ClusterObject object(KubernetesClient client, ResourceDefinitionContext kind,
            GenericKubernetesResource resource) {
        Map<String, Object> tree = new HashMap<>(resource.getAdditionalProperties());
        tree.put("metadata",
                client.getKubernetesSerialization().convertValue(resource.getMetadata(), HashMap.class));
        return new ClusterObject(kind.getKind(), resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(), tree);
    }
}
