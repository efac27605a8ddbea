package io.faultline.cli.api;

/** Nobody answers at the address. */
public final class Unreachable extends RuntimeException {
    public Unreachable(Access access, Throwable cause) {
        super("no Faultline at %s; start one with ./faultline dev, or name another with --address".formatted(access),
                cause);
    }
}
