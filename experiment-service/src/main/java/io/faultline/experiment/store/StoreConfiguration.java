package io.faultline.experiment.store;

import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.policy.BlackoutWindows;
import io.faultline.experiment.request.Answers;
import io.faultline.experiment.stop.Halts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wires the nouns' collections to Postgres. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean
    Experiments experiments(JdbcTemplate jdbc) {
        return new JdbcExperiments(jdbc);
    }

    @Bean
    Runs runs(JdbcTemplate jdbc) {
        return new JdbcRuns(jdbc);
    }

    @Bean
    Halts halts(JdbcTemplate jdbc) {
        return new JdbcHalts(jdbc);
    }

    @Bean
    BlackoutWindows blackoutWindows(JdbcTemplate jdbc) {
        return new JdbcBlackoutWindows(jdbc);
    }

    @Bean
    Infrastructures infrastructures(JdbcTemplate jdbc) {
        return new JdbcInfrastructures(jdbc);
    }

    @Bean
    Answers answers(JdbcTemplate jdbc) {
        return new JdbcAnswers(jdbc);
    }
}
