package io.faultline.scheduler.clock;

import java.time.InstantSource;

import io.faultline.contracts.time.ClockSteps;
import io.faultline.scheduler.recurrence.Firings;
import io.faultline.scheduler.recurrence.Schedules;
import io.faultline.scheduler.run.Conductor;
import io.faultline.scheduler.run.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/** One alarm for the runs, one for the schedules. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {
    @Bean(destroyMethod = "")
    Alarm runAlarm(InstantSource clock) {
        return new Alarm(clock, "run-alarm");
    }

    @Bean(destroyMethod = "")
    Alarm scheduleAlarm(InstantSource clock) {
        return new Alarm(clock, "schedule-alarm");
    }

    @Bean
    Watch runWatch(Alarm runAlarm, Runs runs, Conductor conductor, TransactionOperations transactions,
            MeterRegistry metrics) {
        return new Watch(runAlarm,
                new RunSweep(runs, conductor, transactions, new ClockSteps(System::nanoTime), metrics));
    }

    @Bean
    Watch scheduleWatch(Alarm scheduleAlarm, Schedules schedules, Firings firings,
            TransactionOperations transactions, MeterRegistry metrics) {
        return new Watch(scheduleAlarm, new ScheduleSweep(schedules, firings, transactions, metrics));
    }
}
