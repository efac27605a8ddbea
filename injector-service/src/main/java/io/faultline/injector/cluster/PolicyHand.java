package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/** Cuts pods off by network policies, which carry their mark themselves. */
record PolicyHand(Reach reach, Marks marks) {
    private static final int CONFLICT = 409;

    /** A pod's label comes first: by itself it has no effect, and it bears its mark. */
    void cutOff(Reconnect undo, PodNetworkPartition from, Duration longest) throws ClusterTrouble {
        KubernetesClient client = reach.of(undo.where()).client();
        Map<String, String> mark = marks.annotation(undo.mark(), undo, longest);
        NetworkPolicy policy = new Policies(client, reach.of(undo.where())).cut(undo, from, mark,
                label(undo));
        if (undo.pod() != null) {
            label(client, undo, mark);
        }
        try {
            Requests.answer("cut off pods in " + undo.namespace(),
                    () -> client.network().v1().networkPolicies().resource(policy).create());
        } catch (ClusterUnreachable e) {
            if (e.code() != CONFLICT) {
                throw new ClusterTrouble(e.reason(), e);
            }
        }
    }

    private void label(KubernetesClient client, Reconnect undo, Map<String, String> mark) throws ClusterTrouble {
        boolean there = pod(client, undo).make("label", found -> isMarked(found, undo)
                ? null
                : Map.of("metadata", Map.of("labels",
                        Map.of(Marks.LABEL, Marks.MARKED, label(undo), undo.policy()), "annotations", mark)));
        if (!there) {
            throw new ClusterTrouble("pod %s/%s has gone meanwhile".formatted(undo.namespace(), undo.pod()));
        }
    }

    void reconnect(Reconnect undo) throws ClusterTrouble {
        KubernetesClient client = reach.of(undo.where()).client();
        Resource<NetworkPolicy> policy = client.network().v1().networkPolicies().inNamespace(undo.namespace())
                .withName(undo.policy());
        Optional<NetworkPolicy> ours = Requests.ask("read network policy " + undo.policy(),
                () -> Optional.ofNullable(policy.get()));
        if (ours.map(found -> Seen.annotations(found.getMetadata()).containsKey(marks.key(undo.mark())))
                .orElse(false)) {
            Requests.ask("delete network policy " + undo.policy(), policy::delete);
        }
        if (undo.pod() != null) {
            pod(client, undo).make("unlabel", found -> isMarked(found, undo) ? unlabelled(found, undo) : null);
        }
    }

    private Map<String, Object> unlabelled(Pod found, Reconnect undo) {
        Map<String, Object> meta = new HashMap<>(MarkedChange.unmarked(found, marks.key(undo.mark())));
        Map<String, @Nullable Object> labels = new HashMap<>();
        labels.put(label(undo), null);
        if (meta.containsKey("labels")) {
            labels.put(Marks.LABEL, null);
        }
        meta.put("labels", labels);
        return Map.of("metadata", meta);
    }

    private String label(Reconnect undo) {
        return Policies.LABEL + marks.key(undo.mark()).substring(Marks.ANNOTATION.length());
    }

    private boolean isMarked(Pod found, Reconnect undo) {
        return Seen.annotations(found.getMetadata()).containsKey(marks.key(undo.mark()));
    }

    private static MarkedChange<Pod> pod(KubernetesClient client, Reconnect undo) {
        return new MarkedChange<>(client, client.pods().inNamespace(undo.namespace()).withName(undo.pod()),
                "pod %s/%s".formatted(undo.namespace(), undo.pod()), String.valueOf(undo.uid()));
    }
}
