package io.faultline.injector.fault;

import io.faultline.contracts.fault.FaultSpec;

/** The driver for each kind of fault. */
public interface Drivers {
    Driver<?> of(FaultSpec spec);
}
