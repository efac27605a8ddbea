package io.faultline.contracts.fault;

import java.util.List;

/**
 * Something an account has to be allowed to do in a cluster: one resource, as rules of Kubernetes' roles name it, and
 * exactly these verbs.
 *
 * @param group the API group; empty for pods and the like
 * @param place where it has to be allowed
 */
public record Privilege(Place place, String group, String resource, List<String> verbs) {
    /** Where something has to be allowed. */
    public enum Place {
        /** Where the targets are: in all namespaces, or in the only one. */
        TARGETS,
        /** In no namespace at all, so that a role of one namespace cannot allow it. */
        CLUSTER,
        /**
         * In no namespace either, but not needed by every target: where only one namespace is allowed, what takes it is
         * refused, or left to a person.
         */
        WIDE,
        /** Where the agent itself lives, with its helper pods. */
        HOME
    }

    public Privilege {
        verbs = List.copyOf(verbs);
    }

    static Privilege targets(String group, String resource, String... verbs) {
        return new Privilege(Place.TARGETS, group, resource, List.of(verbs));
    }

    static Privilege cluster(String group, String resource, String... verbs) {
        return new Privilege(Place.CLUSTER, group, resource, List.of(verbs));
    }

    static Privilege wide(String group, String resource, String... verbs) {
        return new Privilege(Place.WIDE, group, resource, List.of(verbs));
    }

    static Privilege home(String group, String resource, String... verbs) {
        return new Privilege(Place.HOME, group, resource, List.of(verbs));
    }

    /** For tables: <code>apps/deployments: get, patch</code>. */
    @Override
    public String toString() {
        return (group.isEmpty() ? "" : group + "/") + resource + ": " + String.join(", ", verbs);
    }
}
