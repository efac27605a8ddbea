package io.faultline.injector.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.cluster.Bearer;
import io.faultline.injector.fault.cluster.ClusterMark;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.MarkRules;
import io.faultline.injector.fault.cluster.Marked;
import io.faultline.injector.fault.cluster.MarkedObject;
import io.faultline.injector.fault.cluster.MarkedObjects;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for marks on every kind of object that our faults leave them on.
 *
 * @param helpers the namespace of helpers: their marks are there, wherever their targets are
 */
record MarkedInCluster(Reach reach, Marks marks, String helpers) implements MarkedObjects {
    private static final Logger LOG = LoggerFactory.getLogger(MarkedInCluster.class);
    private static final int UNKNOWN_WHO = 401;

    @Override
    public Marked in(@Nullable Infrastructure where) throws ClusterTrouble {
        ConnectedCluster cluster = reach.of(where);
        KubernetesClient client = cluster.client();
        String namespace = cluster.onlyNamespace();
        List<MarkedObject> found = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        AtomicBoolean answered = new AtomicBoolean();
        Look look = (kind, list) -> collect(found, kind, answered, list).ifPresent(unseen::add);
        if (namespace == null) {
            look.at("nodes", () -> client.nodes().withLabel(Marks.LABEL, Marks.MARKED).list().getItems());
        }
        look.at("deployments", () -> marked(client.apps().deployments(), namespace));
        look.at("stateful sets", () -> marked(client.apps().statefulSets(), namespace));
        look.at("network policies", () -> marked(client.network().v1().networkPolicies(), namespace));
        look.at("pods", () -> marked(client.pods(), namespace));
        if (namespace != null && !namespace.equals(helpers)) {
            look.at("helpers in " + helpers, () -> marked(client.pods(), helpers));
        }
        return new Marked(found, unseen);
    }

    /** A copy of an object bears the mark of what it was made from; that, or a forged one, is not for us to mend. */
    private void collect(List<MarkedObject> found, Bearer bearer) {
        for (ClusterMark mark : marks.in(bearer.annotations())) {
            if (MarkRules.isOf(mark, bearer, marks, helpers)) {
                found.add(new MarkedObject(bearer.kind(), bearer.path(), mark));
            } else {
                LOG.debug("A mark on {} {} does not speak of it, and is not believed", bearer.kind(), bearer.path());
            }
        }
    }

    private interface Look {
        void at(String kind, Supplier<? extends List<? extends HasMetadata>> list) throws ClusterTrouble;
    }

    private static <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>> List<T> marked(
            MixedOperation<T, L, R> kind, @Nullable String namespace) {
        return namespace == null
                ? kind.inAnyNamespace().withLabel(Marks.LABEL, Marks.MARKED).list().getItems()
                : kind.inNamespace(namespace).withLabel(Marks.LABEL, Marks.MARKED).list().getItems();
    }

    /**
     * Why nothing of that kind can be seen, if so: none of it may have been broken from here, but maybe with other rights;
     * and what cannot be seen keeps nothing else from being mended. Without any answer it is not about the kind.
     */
    private Optional<String> collect(List<MarkedObject> found, String kind, AtomicBoolean answered,
            Supplier<? extends List<? extends HasMetadata>> list) throws ClusterTrouble {
        try {
            List<? extends HasMetadata> listed = Requests.answer("look for marks on " + kind, list::get);
            answered.set(true);
            listed.forEach(each -> collect(found, Seen.bearer(each)));
            return Optional.empty();
        } catch (ClusterUnreachable e) {
            if (e.code() == UNKNOWN_WHO || e.code() == 0 && !answered.get()) {
                throw new ClusterTrouble(e.reason(), e);
            }
            answered.set(true);
            return Optional.of(e.reason());
        }
    }
}
