package io.faultline.probe.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.probe.probe.Place;
import org.jspecify.annotations.Nullable;

/**
 * Creates what a manifest says, and leaves alone what is there already. What was created bears its run as a label, so
 * that it can be told, and deleted, by that.
 */
record Creations(Kinds kinds) {
    static final String RUN = "faultline.io/run";
    private static final int CONFLICT = 409;

    String create(KubernetesClient client, KubernetesProbe asked, Place place) throws Unanswered {
        List<String> done = new ArrayList<>();
        for (Map<String, Object> document : Manifests.read(String.valueOf(asked.data()))) {
            try {
                done.add(created(client, asked, document, place));
            } catch (KubernetesClientException e) {
                throw after(done, Unanswered.because(e));
            } catch (Unanswered e) {
                throw after(done, e);
            }
        }
        return String.join(", ", done);
    }

    private String created(KubernetesClient client, KubernetesProbe asked, Map<String, Object> document, Place place)
            throws Unanswered {
        GenericKubernetesResource object = object(client, document);
        ResourceDefinitionContext kind = kinds.of(client, object.getApiVersion(), object.getKind());
        @Nullable
        String namespace = namespace(kind, object, asked);
        Asking.requireWithin(place, namespace);
        String generated = object.getMetadata().getGenerateName();
        String name = "%s %s%s".formatted(object.getKind(), namespace == null ? "" : namespace + "/",
                object.getMetadata().getName() == null ? generated : object.getMetadata().getName());
        GenericKubernetesResource marked = new GenericKubernetesResourceBuilder(object).editOrNewMetadata()
                .addToLabels(RUN, place.run().toString()).endMetadata().build();
        try {
            FabricObjects.within(client, kind, namespace).resource(marked).create();
            return "created " + name;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT && e.getStatus() != null && "AlreadyExists".equals(e.getStatus().getReason())) {
                return name + " was there already";
            }
            throw e;
        }
    }

    private static @Nullable String namespace(ResourceDefinitionContext kind, GenericKubernetesResource object,
            KubernetesProbe asked) {
        if (!kind.isNamespaceScoped()) {
            return null;
        }
        return object.getMetadata().getNamespace() == null ? asked.namespace() : object.getMetadata().getNamespace();
    }

    private static GenericKubernetesResource object(KubernetesClient client, Map<String, Object> document)
            throws Unanswered {
        GenericKubernetesResource object;
        try {
            object = client.getKubernetesSerialization().convertValue(document, GenericKubernetesResource.class);
        } catch (IllegalArgumentException _) {
            throw Unanswered.because("a %s of the manifest has metadata that are none".formatted(document.get("kind")));
        }
        if (object.getMetadata() == null || (object.getMetadata().getName() == null
                && object.getMetadata().getGenerateName() == null)) {
            throw Unanswered.because("a %s of the manifest has no name".formatted(document.get("kind")));
        }
        return object;
    }

    private static Unanswered after(List<String> done, Unanswered why) {
        return done.isEmpty()
                ? why
                : Unanswered.because("%s; then: %s".formatted(String.join(", ", done), why.getMessage()));
    }
}
