package io.faultline.injector.fault.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A container of a pod.
 *
 * @param id as its runtime knows it, with the runtime's name before it: <code>containerd://4711...</code>; none before
 *     it first started
 * @param memoryLimit in bytes
 * @param storageLimit of ephemeral storage, in bytes
 * @param graceSeconds its pod gives it to end when it is told to
 */
public record ContainerSeen(String name, @Nullable String id, boolean running, int restarts,
        @Nullable Long memoryLimit, @Nullable Long storageLimit, long graceSeconds) {
    /** The id without the name of the runtime. */
    public String bareId() {
        return id == null ? "" : id.substring(id.indexOf("//") < 0 ? 0 : id.indexOf("//") + 2);
    }

    /** The name of its runtime: containerd, docker, cri-o. */
    public String runtime() {
        return id == null || id.indexOf("://") < 0 ? "" : id.substring(0, id.indexOf("://"));
    }
}
