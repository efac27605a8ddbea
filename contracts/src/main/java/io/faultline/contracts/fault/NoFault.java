package io.faultline.contracts.fault;

/** Breaks nothing: for dry runs, demos, and to measure what Faultline itself costs. */
public record NoFault() implements FaultSpec {
    @Override
    public Target aim() {
        return HostTarget.HERE;
    }
}
