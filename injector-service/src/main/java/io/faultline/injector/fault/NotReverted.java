package io.faultline.injector.fault;

/** An effect could not be taken away this time; trying again may help, else a person has to. */
public final class NotReverted extends Exception {
    public NotReverted(String reason) {
        super(reason);
    }

    public NotReverted(String reason, Throwable cause) {
        super(reason, cause);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
