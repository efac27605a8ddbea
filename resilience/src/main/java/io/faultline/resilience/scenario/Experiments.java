package io.faultline.resilience.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.faultline.resilience.watch.Target;

/** What is run in scenarios. */
final class Experiments {
    private Experiments() {}

    static String freeze(Target target, Duration time) {
        return experiment("freeze",
                """
                {"name": "freeze", "type": "process-pause", "target": {"pid": %d}, "duration": "%dms"}"""
                        .formatted(target.pid(), time.toMillis()));
    }

    static String freezeWhile(Target target, Duration time, String url) {
        return experiment("freeze-watched",
                """
                {"name": "freeze", "type": "process-pause", "target": {"pid": %d}, "duration": "%dms",
                 "probes": [{"name": "watch", "mode": "OnChaos", "every": "100ms", "timeout": "1s",
                  "stopOnFailure": true, "http": {"url": "%s"}}]}"""
                        .formatted(target.pid(), time.toMillis(), url));
    }

    /** One fault for each folder, side by side. */
    static String fill(List<Path> folders, Duration time) {
        return experiment("fill", IntStream.range(0, folders.size()).mapToObj(
                i -> """
                     {"name": "fill-%d", "type": "disk-fill", "path": "%s", "size": "4KB", "duration": "%dms"}"""
                        .formatted(i, folders.get(i), time.toMillis()))
                .collect(Collectors.joining(", ")));
    }

    private static String experiment(String name, String faults) {
        return """
               {"apiVersion": "faultline.io/v1", "kind": "Experiment", "metadata": {"name": "resilience-%s"},
                "spec": {"stages": [{"faults": [%s]}]}}""".formatted(name, faults);
    }
}
