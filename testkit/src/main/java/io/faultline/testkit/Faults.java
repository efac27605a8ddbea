package io.faultline.testkit;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.probe.Probe;

/** Faults to test with. */
public final class Faults {
    private Faults() {}

    /** Breaks nothing, for this long. */
    public static Fault none(String name, Duration duration, Probe... probes) {
        return Fault.of(name, new NoFault(), duration, List.of(probes));
    }

    /** Freezes one process that listens on this port. */
    public static Fault freeze(String name, int port, Duration duration, Probe... probes) {
        return Fault.of(name, new ProcessPause(ProcessTarget.listeningOn(port)), duration, List.of(probes));
    }

    public static Fault weighing(int weight, Fault fault) {
        return new Fault(fault.name(), fault.spec(), fault.duration(), fault.interval(), fault.ramp(),
                fault.sequence(), weight, fault.probes());
    }

    public static Fault ramped(Duration ramp, Fault fault) {
        return new Fault(fault.name(), fault.spec(), fault.duration(), fault.interval(), ramp, Sequence.PARALLEL,
                fault.weight(), fault.probes());
    }
}
