package io.faultline.injector.net;

import java.io.IOException;
import java.net.Socket;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.Direction;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NetworkBandwidth;

class BandwidthIT extends NetworkContract {
    @Override
    FaultSpec spec() {
        return new NetworkBandwidth(ECHO, ByteSize.parse("40KB"), Direction.DOWNSTREAM, 100);
    }

    @Override
    protected boolean isInForce() throws IOException {
        try (Socket socket = loopback.connect()) {
            long began = System.nanoTime();
            socket.getOutputStream().write(new byte[16 << 10]);
            socket.getInputStream().readNBytes(16 << 10);
            return System.nanoTime() - began > 250_000_000L;
        }
    }
}
