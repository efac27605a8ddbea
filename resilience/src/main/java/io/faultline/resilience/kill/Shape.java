package io.faultline.resilience.kill;

import java.time.Duration;
import java.util.Random;

import io.faultline.resilience.watch.Target;

/** The experiments that are run: together they take every way a run can go. */
public enum Shape {
    /** Gate, a frozen process with a probe around and one through it, an action beside it, hypothesis after, a rollback. */
    FINISHED(false),
    /** The same, aborted while the process is frozen. */
    ABORTED(true),
    /** Two faults side by side, then another stage. */
    SIDE_BY_SIDE(false),
    /** A probe that fails while the process is frozen, and ends the run. */
    PROBE_STOPS(false),
    /** The hypothesis does not hold before: nothing is injected. */
    GATE_BROKEN(false);

    private final boolean aborted;

    Shape(boolean aborted) {
        this.aborted = aborted;
    }

    public boolean isAborted() {
        return aborted;
    }

    /**
     * The experiment, as JSON.
     *
     * @param web an address that answers 200 below <code>/well</code> and 500 elsewhere
     * @param chance varies its times
     */
    public String experiment(Target target, String web, Random chance) {
        Duration freeze = aborted || this == PROBE_STOPS
                ? Duration.ofSeconds(8)
                : Duration.ofMillis(500 + chance.nextInt(700));
        return """
               {"apiVersion": "faultline.io/v1", "kind": "Experiment", "metadata": {"name": "resilience-%s"},
                "spec": {
                 "hypothesis": {"title": "all is well", "probes": [
                   {"name": "well", "http": {"url": "%s/%s"}, "timeout": "2s"}]},
                 "stages": [%s],
                 "rollbacks": {"strategy": "always", "actions": [
                   {"name": "tidy", "http": {"url": "%s/well"}, "timeout": "2s"}]},
                 "blastRadius": {"maxTargets": 1}}}
               """.formatted(name().toLowerCase(java.util.Locale.ROOT), web, this == GATE_BROKEN ? "ill" : "well",
                stages(target, web, freeze.toMillis()), web);
    }

    private String stages(Target target, String web, long millis) {
        String freeze = """
                        {"name": "freeze", "type": "process-pause", "target": {"pid": %d}, "duration": "%dms",
                         "probes": [{"name": "around", "mode": "Edge", "http": {"url": "%s/well"}, "timeout": "2s"},
                           {"name": "through", "mode": "Continuous", "every": "100ms", "timeout": "2s",
                            "stopOnFailure": %b, "http": {"url": "%s/%s"}}]}
                        """.formatted(target.pid(), millis, web, this == PROBE_STOPS, web,
                this == PROBE_STOPS ? "ill-soon" : "well");
        String action = """
                        [{"name": "beside", "http": {"url": "%s/well"}, "timeout": "2s"}]""".formatted(web);
        if (this != SIDE_BY_SIDE) {
            return """
                   {"faults": [%s], "actions": %s}""".formatted(freeze, action);
        }
        String fill = """
                      {"name": "fill", "type": "disk-fill", "path": "%s", "size": "1MB", "duration": "%dms"}"""
                .formatted(target.folder(), millis + 300);
        return """
               {"faults": [%s, %s]}, {"actions": %s}""".formatted(freeze, fill, action);
    }
}
