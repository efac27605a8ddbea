package io.faultline.contracts.fault;

import io.faultline.contracts.complaint.Complaints;

/** The machine the injector runs on: nothing to select. */
public record HostTarget() implements Target {
    public static final HostTarget HERE = new HostTarget();

    @Override
    public void check(Complaints complaints) {}
}
