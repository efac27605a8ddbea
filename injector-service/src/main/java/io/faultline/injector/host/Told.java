package io.faultline.injector.host;

import java.util.ServiceLoader;

import io.faultline.injector.catalogue.OutOfReach;
import io.faultline.injector.fault.Applications;
import io.faultline.injector.fault.application.ApplicationFaults;
import io.faultline.injector.fault.application.Doors;

/** Applications as they are told to end a fault where nothing is wired: in the watchdog, and by hand. */
final class Told {
    private Told() {}

    /** The doors of this jar, found as a service: no edge knows another one. */
    static Applications applications() {
        return ServiceLoader.load(Doors.class).findFirst().map(ApplicationFaults::mendedBy)
                .orElse(OutOfReach.HERE);
    }
}
