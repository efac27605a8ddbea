package io.faultline.injector.facts;

import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Broker;
import io.faultline.injector.lease.Holder;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Machine;
import io.faultline.runlog.BrokerWatch;
import io.faultline.runlog.FactListener;
import io.faultline.runlog.RunLines;
import io.faultline.runlog.RunLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects leases to the run log. */
@Configuration(proxyBeanMethods = false)
class FactsConfiguration {
    @Bean
    Answers answers(RunLog log, RunLines lines) {
        return new RunLogAnswers(log, lines);
    }

    @Bean
    Broker broker(BrokerWatch watch) {
        return watch::unreachableFor;
    }

    @Bean
    FactListener injectorFacts(Leases leases, Machine machine, Holder holder, RunLines lines) {
        return new InjectorFacts(leases, machine, holder, lines);
    }
}
