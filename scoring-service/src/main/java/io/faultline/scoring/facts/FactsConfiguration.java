package io.faultline.scoring.facts;

import io.faultline.runlog.FactListener;
import io.faultline.runlog.RunLog;
import io.faultline.scoring.history.Histories;
import io.faultline.scoring.score.Judgements;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FactsConfiguration {
    @Bean
    FactListener scoringFacts(Histories histories, Judgements judgements, RunLog runLog, MeterRegistry metrics) {
        return new ScoringFacts(histories, judgements, runLog, metrics);
    }
}
