package io.faultline.logstream.audit;

/** Where the chain ends: what the next link joins on to. */
public record Head(long position, String hash) {
    public static final Head GENESIS = new Head(0, "0".repeat(64));
}
