package io.faultline.injector.fault;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** The driver for each kind of fault. */
public interface Drivers {
    /**
     * @param where the cluster it is about, unless the one this injector reaches by itself
     * @param pods how pods started for it are to be, beyond what their work needs
     */
    Driver<?> of(FaultSpec spec, @Nullable Infrastructure where, @Nullable PodSettings pods);
}
