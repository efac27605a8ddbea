package io.faultline.injector.fault.application;

import java.io.IOException;

import io.faultline.injector.fault.PodDoor;

/** Forwards ports of pods whose own addresses are not reached from here. */
public interface Forwards {
    /** A forwarded port, while it is open. */
    interface Passage extends AutoCloseable {
        /** Of this machine. */
        int port();

        @Override
        void close() throws IOException;
    }

    Passage forward(PodDoor pod) throws IOException;
}
