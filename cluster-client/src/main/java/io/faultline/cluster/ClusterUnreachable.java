package io.faultline.cluster;

/** There is no way to a cluster, or it says no; the message says why and what to do about it. */
public final class ClusterUnreachable extends Exception {
    public ClusterUnreachable(String reason) {
        super(reason);
    }

    public ClusterUnreachable(String reason, Throwable cause) {
        super(reason, cause);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
