package io.faultline.probe.facts;

import io.faultline.probe.assignment.Answers;
import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.assignment.Leftovers;
import io.faultline.probe.assignment.Workers;
import io.faultline.probe.probe.Time;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Reports;
import io.faultline.probe.watch.Watches;
import io.faultline.runlog.FactListener;
import io.faultline.runlog.RunLines;
import io.faultline.runlog.RunLog;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is heard of runs and said about them. */
@Configuration(proxyBeanMethods = false)
public class FactsConfiguration {
    @Bean
    Answers answers(Assignments assignments, Watches watches, Loops loops, RunLog runLog,
            PlatformTransactionManager transactions, Time time) {
        return new RunAnswers(assignments, watches, loops, runLog, new TransactionTemplate(transactions), time);
    }

    @Bean
    Reports reports(Assignments assignments, Watches watches, RunLog runLog, RunLines lines,
            PlatformTransactionManager transactions, Time time, MeterRegistry metrics) {
        return new RunReports(assignments, watches, runLog, lines, new TransactionTemplate(transactions), time,
                metrics);
    }

    @Bean
    FactListener runListener(Assignments assignments, Watches watches, Workers workers, Loops loops, RunLog runLog,
            RunLines lines, Traces traces, Time time, Leftovers leftovers) {
        return new RunListener(assignments, watches, workers, loops, runLog, lines, traces, time,
                leftovers);
    }
}
