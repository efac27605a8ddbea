package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.TcpProbe;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.value.Values;

/** Measures by opening a connection: accepted in time, or not. */
record TcpProbing(Connections connections) {
    Judgement attempt(TcpProbe probe, Values values, Duration timeout) throws InterruptedException {
        return connections.open(values.text(probe.host()), probe.port(), timeout);
    }
}
