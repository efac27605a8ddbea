package io.faultline.benchmarks;

import java.nio.charset.StandardCharsets;

/** The experiments that are measured: faults that break nothing, so that only Faultline itself is seen. */
final class Experiments {
    private Experiments() {}

    static byte[] noOp() {
        return """
               {"apiVersion": "faultline.io/v1", "kind": "Experiment",
                "metadata": {"name": "benchmark-no-op"},
                "spec": {"stages": [{"faults": [{"name": "nothing", "type": "no-fault", "duration": "0s"}]}]}}
               """.getBytes(StandardCharsets.UTF_8);
    }

    /** Freezes a process for longer than anybody measures. */
    static byte[] pause(long pid) {
        return pause(pid, "");
    }

    /** The same, watched by a probe that ends the run at its first wrong answer. */
    static byte[] watchedPause(long pid, String url) {
        return pause(pid, """
                          , "probes": [{"name": "watch", "mode": "Continuous", "every": "100ms", "stopOnFailure": true,
                            "http": {"url": "%s", "expect": {"status": 200}}}]""".formatted(url));
    }

    private static byte[] pause(long pid, String more) {
        return """
               {"apiVersion": "faultline.io/v1", "kind": "Experiment", "metadata": {"name": "benchmark-pause-%1$d"},
                "spec": {"stages": [{"faults": [{"name": "freeze", "type": "process-pause", "duration": "9m",
                  "target": {"pid": %1$d}%2$s}]}]}}
               """.formatted(pid, more).getBytes(StandardCharsets.UTF_8);
    }

    /** A fault of a second, watched by three probes. */
    static byte[] watchedSecond(String url) {
        return """
               {"apiVersion": "faultline.io/v1", "kind": "Experiment",
                "metadata": {"name": "benchmark-watched-second"},
                "spec": {"stages": [{"faults": [{"name": "nothing", "type": "no-fault", "duration": "1s", "probes": [
                  {"name": "before", "mode": "SOT", "http": {"url": "%1$s"}},
                  {"name": "around", "mode": "Edge", "http": {"url": "%1$s"}},
                  {"name": "after", "mode": "EOT", "http": {"url": "%1$s"}}]}]}]}}
               """.formatted(url).getBytes(StandardCharsets.UTF_8);
    }
}
