package io.faultline.injector.fault;

import org.jspecify.annotations.Nullable;

/**
 * Where an application, or a proxy before it, takes orders over HTTP.
 *
 * @param address without a slash at its end
 * @param pod the pod it leads into, if it is one's
 */
public record Door(String address, @Nullable PodDoor pod) {
    public Door {
        address = address.replaceAll("/+$", "");
    }

    public static Door at(String address) {
        return new Door(address, null);
    }

    /** Whether everybody on this machine reaches it by its address alone. */
    public boolean byAddress() {
        return pod == null || pod.direct();
    }

    /** As a person, and a lock, would name it. */
    public String name() {
        return pod == null ? address : "%s/%s:%d".formatted(pod.namespace(), pod.pod(), pod.port());
    }

    /** What a person has to do first to reach its address. */
    String approach() {
        return byAddress() || pod == null
                ? ""
                : "kubectl -n %s port-forward pod/%s %d & ".formatted(pod.namespace(), pod.pod(), pod.port());
    }
}
