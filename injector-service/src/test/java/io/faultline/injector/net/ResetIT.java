package io.faultline.injector.net;

import java.time.Duration;

import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NetworkReset;

class ResetIT extends NetworkContract {
    @Override
    FaultSpec spec() {
        return new NetworkReset(ECHO, Duration.ZERO, 100);
    }

    @Override
    protected boolean isInForce() {
        return isSlowerThan(1000);
    }
}
