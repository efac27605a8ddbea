package io.faultline.injector.fault;

/** A fault cannot be injected; the message says why and what to do about it. */
public final class FaultRefused extends Exception {
    public FaultRefused(String reason) {
        super(reason);
    }

    public FaultRefused(String reason, Throwable cause) {
        super(reason, cause);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
