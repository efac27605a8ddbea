package io.faultline.injector.net;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;

import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.ProxyTarget;
import io.faultline.injector.catalogue.DriverCatalogue;
import io.faultline.injector.catalogue.Hands;
import io.faultline.injector.catalogue.OutOfReach;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.network.Lifelines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The driver contract for faults of the network: their effect is seen by a client. */
abstract class NetworkContract extends DriverContract<Undo.RemoveToxic> {
    static final ProxyTarget ECHO = new ProxyTarget("echo");
    Loopback loopback;

    @BeforeEach
    void open() throws IOException {
        loopback = new Loopback();
    }

    @AfterEach
    void close() throws IOException {
        loopback.close();
    }

    abstract FaultSpec spec();

    @Override
    @SuppressWarnings("unchecked")
    protected Driver<Undo.RemoveToxic> driver() {
        return (Driver<Undo.RemoveToxic>) new DriverCatalogue(null, null, null, loopback.proxies,
                new Lifelines(Set.of(), Set.of()), OutOfReach.HERE, OutOfReach.HERE).of(spec(), null, null);
    }

    @Override
    protected Mender mender() {
        return Hands.ofThisMachine(null, null, null, loopback.proxies);
    }

    /** Whether a byte there and back takes longer than this, or does not come at all. */
    final boolean isSlowerThan(long millis) {
        try (Socket socket = loopback.connect()) {
            socket.setSoTimeout((int) millis);
            return Loopback.roundTrip(socket) > millis;
        } catch (IOException e) {
            return true;
        }
    }
}
