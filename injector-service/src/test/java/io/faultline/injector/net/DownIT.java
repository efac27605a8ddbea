package io.faultline.injector.net;

import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NetworkDown;

class DownIT extends NetworkContract {
    @Override
    FaultSpec spec() {
        return new NetworkDown(ECHO);
    }

    @Override
    protected boolean isInForce() {
        return isSlowerThan(1000);
    }
}
