package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a fault was not injected: which guard refused it, or that it could not be done. */
public enum Refusal {
    /** The injector heard of the step after its deadline. */
    @JsonProperty("late")
    LATE,
    /** It would last longer than the injector allows any fault. */
    @JsonProperty("too-long")
    TOO_LONG,
    /** The selector matches nothing. */
    @JsonProperty("empty-selection")
    EMPTY_SELECTION,
    /** It would hit more than the blast radius, or the server's own cap, allows. */
    @JsonProperty("blast-radius")
    BLAST_RADIUS,
    /** It is aimed at what is never hit: Faultline itself, its database and broker, PID 1, the kubelet. */
    @JsonProperty("protected-target")
    PROTECTED_TARGET,
    /** Another run is hitting this target already. */
    @JsonProperty("target-locked")
    TARGET_LOCKED,
    /** Everything is halted. */
    @JsonProperty("halted")
    HALTED,
    /** Its run was stopped before it began. */
    @JsonProperty("run-stopped")
    RUN_STOPPED,
    /** The injector lost its lease on the way; what it had done was taken away. */
    @JsonProperty("lease-lost")
    LEASE_LOST,
    /** The driver could not make the effect: the reason says why. */
    @JsonEnumDefaultValue
    @JsonProperty("not-possible")
    NOT_POSSIBLE;

    /** Whether a guard said no, rather than that something went wrong. */
    public boolean isPolicy() {
        return switch (this) {
            case TOO_LONG, EMPTY_SELECTION, BLAST_RADIUS, PROTECTED_TARGET, TARGET_LOCKED, HALTED -> true;
            case LATE, RUN_STOPPED, LEASE_LOST, NOT_POSSIBLE -> false;
        };
    }
}
