package io.faultline.standalone;

import io.faultline.experiment.ExperimentService;
import io.faultline.gateway.Gateway;
import io.faultline.injector.InjectorService;
import io.faultline.logstream.LogStreamService;
import io.faultline.probe.ProbeService;
import io.faultline.scheduler.SchedulerService;
import io.faultline.scoring.ScoringService;

/**
 * The services in the order they start: who remembers and judges first, so that nothing is missed; who asks last, so
 * that what can be asked can also be done.
 */
enum Room {
    LOGSTREAM("log-stream", "log-stream-service", LogStreamService.class), //
    SCORING("scoring", "scoring-service", ScoringService.class), //
    PROBE("probe", "probe-service", ProbeService.class), //
    INJECTOR("injector", "injector-service", InjectorService.class), //
    SCHEDULER("scheduler", "scheduler-service", SchedulerService.class), //
    EXPERIMENT("experiment", "experiment-service", ExperimentService.class), //
    GATEWAY("gateway", "gateway", Gateway.class);

    private final String title;
    private final String config;
    private final Class<?> main;

    Room(String title, String config, Class<?> main) {
        this.title = title;
        this.config = config;
        this.main = main;
    }

    String title() {
        return title;
    }

    String config() {
        return config;
    }

    Class<?> main() {
        return main;
    }

    /** Name of the environment variable or setting that holds this room's address. */
    String addressSetting() {
        return "FAULTLINE_" + name() + "_URL";
    }
}
