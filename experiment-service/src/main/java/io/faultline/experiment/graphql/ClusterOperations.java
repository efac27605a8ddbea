package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.faultline.experiment.infrastructure.ClusterObjects;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What a web page's pickers ask of a cluster: one answer, and the end. */
@Component
record ClusterOperations(Infras infras, ClusterObjects objects) implements Operations {
    record Resource(String group, String version, String resource) {}

    record Workload(String name, String kind, String namespace) {}

    record Wanted(String infraID, @Nullable Resource kubeObjRequest, @Nullable String namespace,
            @Nullable List<Workload> workloads) {
        /** A workload's pods are in its own namespace, and one namespace is looked at. */
        List<ClusterObjects.Workload> here(String where) {
            List<Workload> all = workloads == null
                    ? List.of()
                    : workloads.stream().filter(Objects::nonNull).toList();
            all.stream().filter(each -> !each.namespace().equals(where)).findFirst().ifPresent(other -> {
                throw new Problem(ProblemType.INVALID_REQUEST,
                        "the %s %s is in namespace %s, and the pods of %s are asked for: ask for each namespace by itself"
                                .formatted(other.kind(), other.name(), other.namespace(), where));
            });
            return all.stream().map(each -> new ClusterObjects.Workload(each.kind(), each.name())).toList();
        }
    }

    record Namespace(String name) {}

    record Namespaces(String infraID, List<Namespace> kubeNamespace) {}

    record Data(String name, List<String> labels) {}

    record Shown(String namespace, List<Data> data) {}

    record Answer(String infraID, Shown kubeObj) {}

    @Override
    public void enter(Switchboard board) {
        board.subscription("getKubeNamespace", this::namespaces).subscription("getKubeObject", this::objects);
    }

    private Publisher<Namespaces> namespaces(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        KeptInfrastructure where = where(wanted);
        return once(() -> new Namespaces(wanted.infraID(), found(objects.namespaces(where)).stream()
                .map(each -> new Namespace(each.name())).toList()));
    }

    private Publisher<Answer> objects(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        KeptInfrastructure where = where(wanted);
        String namespace = wanted.namespace() == null ? "" : wanted.namespace();
        String resource = wanted.kubeObjRequest() == null ? "pods" : wanted.kubeObjRequest().resource();
        List<ClusterObjects.Workload> workloads = wanted.here(namespace);
        return once(() -> new Answer(wanted.infraID(),
                new Shown(namespace, found(objects.in(where, namespace, resource, workloads))
                        .stream().map(each -> new Data(each.name(), each.labels().entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue()).sorted().toList()))
                        .toList())));
    }

    /** Null is the cluster the house's own injector reaches by itself. */
    private @Nullable KeptInfrastructure where(Wanted wanted) {
        return wanted.infraID().equals(Infras.OWN) ? null : infras.required(wanted.infraID());
    }

    private static List<ClusterObjects.Seen> found(ClusterObjects.Looked looked) {
        return switch (looked) {
            case ClusterObjects.Looked.Found(List<ClusterObjects.Seen> objects) -> objects;
            case ClusterObjects.Looked.Refused(String why) -> throw new Problem(ProblemType.CONFLICT, why);
        };
    }

    /** Away from the threads that carry sockets. */
    private static <T> Publisher<T> once(Supplier<T> answer) {
        return Mono.fromSupplier(answer).subscribeOn(Schedulers.boundedElastic());
    }
}
