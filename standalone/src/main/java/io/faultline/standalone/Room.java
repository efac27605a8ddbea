package io.faultline.standalone;

import java.util.ArrayList;
import java.util.List;

import io.faultline.experiment.ExperimentService;
import io.faultline.gateway.Gateway;
import io.faultline.injector.InjectorService;
import io.faultline.logstream.LogStreamService;
import io.faultline.probe.ProbeService;
import io.faultline.scheduler.SchedulerService;
import io.faultline.scoring.ScoringService;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The services in the order they start: who remembers and judges first, so that nothing is missed; who asks last, so
 * that what can be asked can also be done.
 */
public enum Room {
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

    public String title() {
        return title;
    }

    /** Starts it on a class path it shares with all others. */
    public ConfigurableApplicationContext start(List<String> arguments) {
        List<String> own = new ArrayList<>(arguments);
        own.add("--spring.autoconfigure.exclude=" + String.join(",", SharedClassPath.foreignTo(this)));
        return new SpringApplicationBuilder(main).properties("spring.config.name=" + config)
                .registerShutdownHook(false).run(own.toArray(String[]::new));
    }

    /** Name of the environment variable or setting that holds this room's address. */
    public String addressSetting() {
        return "FAULTLINE_" + name() + "_URL";
    }
}
