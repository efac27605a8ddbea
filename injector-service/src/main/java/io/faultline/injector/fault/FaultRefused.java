package io.faultline.injector.fault;

import io.faultline.contracts.run.Refusal;

/** A fault cannot be injected; the message says why and what to do about it. */
public final class FaultRefused extends Exception {
    private final Refusal refusal;

    /** The driver cannot make the effect. */
    public FaultRefused(String reason) {
        this(Refusal.NOT_POSSIBLE, reason);
    }

    /** The driver cannot make the effect. */
    public FaultRefused(String reason, Throwable cause) {
        super(reason, cause);
        this.refusal = Refusal.NOT_POSSIBLE;
    }

    public FaultRefused(Refusal refusal, String reason) {
        super(reason);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
