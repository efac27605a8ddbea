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
