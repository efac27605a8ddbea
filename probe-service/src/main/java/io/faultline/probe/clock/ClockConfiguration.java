package io.faultline.probe.clock;

import java.time.InstantSource;

import io.faultline.probe.assignment.Work;
import io.faultline.probe.assignment.Workers;
import io.faultline.probe.probe.Evaluations;
import io.faultline.probe.probe.Time;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.shift.Shift;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Reports;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The threads this service lives on. */
@Configuration(proxyBeanMethods = false)
public class ClockConfiguration {
    @Bean
    Time time(InstantSource clock) {
        return new SystemTime(clock);
    }

    @Bean(destroyMethod = "")
    Loops loops(Evaluations evaluations, Reports reports, Traces traces, Time time, MeterRegistry metrics) {
        VirtualLoops loops = new VirtualLoops(evaluations, reports, traces, time);
        Gauge.builder("faultline.probes.running", loops, VirtualLoops::running)
                .description("Probes evaluated again and again just now").register(metrics);
        return loops;
    }

    @Bean
    Beat beat(Shift shift) {
        return new Beat(shift);
    }

    @Bean(destroyMethod = "")
    Workers workers(Work work, Traces traces, Time time) {
        return new VirtualWorkers(work, traces, time);
    }
}
