package io.faultline.injector.fault.cluster;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a mark was found on.
 *
 * @param kind in small letters: node, deployment, networkpolicy
 * @param node the one it runs on, if it is a pod that runs
 */
public record Bearer(String kind, @Nullable String namespace, String name, String uid, Map<String, String> labels,
        Map<String, String> annotations, @Nullable String node) {
    public Bearer {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Its name, after its namespace if it is in one. */
    public String path() {
        return namespace == null ? name : namespace + "/" + name;
    }

    boolean isNode(@Nullable String wanted, @Nullable String uid) {
        return kind.equals("node") && name.equals(wanted) && this.uid.equals(uid);
    }

    /** Whether it is an object of that kind in a namespace. */
    boolean is(@Nullable String wanted, @Nullable String in, @Nullable String called) {
        return kind.equals(wanted) && in != null && in.equals(namespace) && name.equals(called);
    }
}
