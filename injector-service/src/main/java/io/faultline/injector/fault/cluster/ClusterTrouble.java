package io.faultline.injector.fault.cluster;

import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.NotReverted;

/** A cluster did not do what it was asked; the message says why and what to do about it. */
public final class ClusterTrouble extends Exception {
    /** @param reason in words for people, with the remedy */
    public ClusterTrouble(String reason, Throwable cause) {
        super(reason, cause);
    }

    public ClusterTrouble(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** It kept a fault from being made. */
    public FaultRefused refused() {
        return new FaultRefused(reason(), this);
    }

    /** It kept a fault from being taken away. */
    public NotReverted notReverted() {
        return new NotReverted(reason(), this);
    }
}
