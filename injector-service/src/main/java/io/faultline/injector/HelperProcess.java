package io.faultline.injector;

import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;

import io.faultline.injector.host.HelperGuard;
import io.faultline.injector.host.HelperServer;
import io.faultline.injector.net.OpenDoors;

/** Main class of what runs in a helper pod: the helper, and with arguments the guard that watches it. */
public final class HelperProcess {
    private HelperProcess() {}

    /** Arguments of the guard: the helper's process id, and the tick it started at. */
    public static void main(String[] args) throws IOException {
        InstantSource clock = Clock.systemUTC();
        if (args.length == 0) {
            HelperServer.serve(new OpenDoors(new Random()), clock, HelperProcess.class);
        } else {
            HelperGuard.watch(clock, Long.parseLong(args[0]), Long.parseLong(args[1]));
        }
    }
}
