package io.faultline.scheduler.store;

import io.faultline.contracts.wire.Wire;
import io.faultline.scheduler.recurrence.Schedules;
import io.faultline.scheduler.run.Runs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives the nouns their tables. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean
    Runs runs(JdbcTemplate jdbc) {
        return new JdbcRuns(jdbc, Wire.mapper());
    }

    @Bean
    Schedules schedules(JdbcClient jdbc) {
        return new JdbcSchedules(jdbc, Wire.mapper());
    }
}
