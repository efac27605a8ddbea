package io.faultline.probe.net;

import io.faultline.probe.probe.Clusters;
import io.faultline.probe.probe.Probing;

/** Probing over the network and in clusters. */
public final class NetProbing {
    private NetProbing() {}

    public static Probing with(Clusters clusters) {
        Probing net = Net.probing();
        return new Probing(net.web(), net.programs(), net.connections(), net.samples(), clusters);
    }
}
