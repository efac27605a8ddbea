package io.faultline.embedded;

/** What has to outlive a crash of the machine. */
public enum Durability {
    /** Every commit is on the disk before it is acknowledged. */
    DURABLE,
    /** For tests: nothing is worth waiting for the disk. */
    FORGETFUL
}
