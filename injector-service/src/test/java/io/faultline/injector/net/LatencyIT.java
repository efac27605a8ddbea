package io.faultline.injector.net;

import java.time.Duration;

import io.faultline.contracts.fault.Direction;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NetworkLatency;

class LatencyIT extends NetworkContract {
    @Override
    FaultSpec spec() {
        return new NetworkLatency(ECHO, Duration.ofMillis(200), Duration.ofMillis(20), Direction.DOWNSTREAM, 100);
    }

    @Override
    protected boolean isInForce() {
        return isSlowerThan(150);
    }
}
