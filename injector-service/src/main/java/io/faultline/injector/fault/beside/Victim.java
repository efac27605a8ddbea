package io.faultline.injector.fault.beside;

/**
 * Who is hit, as a node can tell it: by what is in the names of control groups.
 *
 * @param pod its uid; empty for the node itself
 * @param container its id, without the runtime's name; empty for all of the pod
 * @param name for people
 */
public record Victim(String pod, String container, String name) {
    /** The node itself. */
    public static Victim node(String name) {
        return new Victim("", "", name);
    }

    public boolean isNode() {
        return pod.isEmpty();
    }
}
