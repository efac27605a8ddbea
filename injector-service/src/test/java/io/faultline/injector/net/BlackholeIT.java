package io.faultline.injector.net;

import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NetworkBlackhole;

class BlackholeIT extends NetworkContract {
    @Override
    FaultSpec spec() {
        return new NetworkBlackhole(ECHO, 100);
    }

    @Override
    protected boolean isInForce() {
        return isSlowerThan(150);
    }
}
