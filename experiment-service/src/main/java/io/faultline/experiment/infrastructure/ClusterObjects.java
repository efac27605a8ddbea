package io.faultline.experiment.infrastructure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What there is in a cluster to choose targets among; another service looks. Each call is bounded in time. */
public interface ClusterObjects {
    /** An object, as far as a target can name it. */
    record Seen(String name, Map<String, String> labels) {
        public Seen {
            labels = Map.copyOf(labels);
        }
    }

    /** What looks after pods. */
    record Workload(String kind, String name) {}

    /** What came of it. */
    sealed interface Looked {
        record Found(List<Seen> objects) implements Looked {
            public Found {
                objects = List.copyOf(objects);
            }
        }

        /** In words for whoever asked. */
        record Refused(String why) implements Looked {}
    }

    /** @param where null for the cluster the injector reaches by itself */
    Looked namespaces(@Nullable KeptInfrastructure where);

    /**
     * @param resource pods, deployments, statefulsets or daemonsets
     * @param workloads only pods that one of them looks after; all of them if there is none
     */
    Looked in(@Nullable KeptInfrastructure where, String namespace, String resource, List<Workload> workloads);
}
