package io.faultline.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;

/** Probes to test with. */
public final class Probes {
    private Probes() {}

    /** Expects 200 of this address, twice a second where it repeats. */
    public static Probe http(String name, ProbeMode mode, String url) {
        return of(name, mode, new HttpProbe(url, "GET", Map.of(), null, false,
                new HttpProbe.Expect(Comparator.number(200), null, null)));
    }

    /** Holds wherever there is a program <code>true</code>. */
    public static Probe holding(String name, ProbeMode mode) {
        return command(name, mode, "true");
    }

    /** Does not hold, and can be measured. */
    public static Probe failing(String name, ProbeMode mode) {
        return of(name, mode, new CommandProbe(List.of("echo", "down"), Map.of(),
                new CommandProbe.Expect(Comparator.number(0), Comparator.text("up"))));
    }

    public static Probe command(String name, ProbeMode mode, String... argv) {
        return of(name, mode,
                new CommandProbe(List.of(argv), Map.of(), new CommandProbe.Expect(Comparator.number(0), null)));
    }

    public static Probe of(String name, ProbeMode mode, ProbeSpec spec) {
        return new Probe(name, mode, Duration.ofMillis(500), Duration.ofSeconds(2), 1, Duration.ZERO, Duration.ZERO,
                false, spec instanceof HttpProbe http ? http : null,
                spec instanceof CommandProbe command ? command : null, spec instanceof TcpProbe tcp ? tcp : null,
                spec instanceof PrometheusProbe prometheus ? prometheus : null);
    }

    /** The same probe, ending the run when it fails. */
    public static Probe stopping(Probe probe) {
        return new Probe(probe.name(), probe.mode(), probe.every(), probe.timeout(), probe.attempts(),
                probe.interval(), probe.initialDelay(), true, probe.http(), probe.command(), probe.tcp(),
                probe.prometheus());
    }
}
