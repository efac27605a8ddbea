package io.faultline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.faultline.contracts.ids.Ids;
import io.faultline.runlog.Upkeep;
import io.faultline.scheduler.recurrence.Firings;
import io.faultline.scheduler.recurrence.Requests;
import io.faultline.scheduler.recurrence.Schedules;
import io.faultline.scheduler.recurrence.Timetable;
import io.faultline.scheduler.run.Conductor;
import io.faultline.scheduler.run.RunRules;
import io.faultline.scheduler.run.Runs;
import io.faultline.scheduler.run.Voice;
import io.faultline.scheduler.run.Wakes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** Starts the scheduler and ties its nouns together. */
@SpringBootApplication
public class SchedulerService {
    public static void main(String[] args) {
        new SpringApplicationBuilder(SchedulerService.class).properties("spring.config.name=scheduler-service")
                .run(args);
    }

    @Bean
    Conductor conductor(Runs runs, Voice voice, Wakes runAlarm, InstantSource clock) {
        return new Conductor(runs, voice, runAlarm, clock);
    }

    @Bean
    Firings firings(Schedules schedules, Requests requests) {
        return new Firings(schedules, requests);
    }

    @Bean
    Timetable timetable(Schedules schedules, Wakes scheduleAlarm, Ids ids, InstantSource clock) {
        return new Timetable(schedules, scheduleAlarm, ids, clock);
    }

    @Bean
    Upkeep runUpkeep(Runs runs, Schedules schedules, InstantSource clock, @Value("${faultline.kept}") Duration kept) {
        if (kept.compareTo(RunRules.STALE.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "faultline.kept is %s; it has to be two days at least, else a run may begin twice".formatted(kept));
        }
        return new Upkeep("runs and ticks", () -> {
            Instant before = clock.instant().minus(kept);
            runs.forgetSettled(before);
            schedules.forgetTicks(before);
        });
    }

    @Bean
    Gauge activeRuns(Runs runs, MeterRegistry metrics) {
        return Gauge.builder("faultline.runs.active", runs, Runs::active).description("Runs that are not settled")
                .register(metrics);
    }
}
