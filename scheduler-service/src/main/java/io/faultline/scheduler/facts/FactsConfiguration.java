package io.faultline.scheduler.facts;

import io.faultline.runlog.FactListener;
import io.faultline.runlog.RunLines;
import io.faultline.runlog.RunLog;
import io.faultline.scheduler.recurrence.Requests;
import io.faultline.scheduler.run.Conductor;
import io.faultline.scheduler.run.Voice;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects runs and schedules to the run log. */
@Configuration(proxyBeanMethods = false)
class FactsConfiguration {
    @Bean
    Voice voice(RunLog log, RunLines lines, MeterRegistry metrics) {
        return new RunLogVoice(log, lines, metrics);
    }

    @Bean
    Requests requests(RunLog log) {
        return request -> log.append(request.project(), request);
    }

    @Bean
    FactListener runFacts(Conductor conductor) {
        return new RunFacts(conductor);
    }
}
