package io.faultline.scoring.store;

import io.faultline.contracts.wire.FactCodec;
import io.faultline.scoring.history.Histories;
import io.faultline.scoring.score.Judgements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean
    Histories histories(JdbcTemplate jdbc, FactCodec codec) {
        return new JdbcHistories(jdbc, codec);
    }

    @Bean
    Judgements judgements(JdbcTemplate jdbc, FactCodec codec) {
        return new JdbcJudgements(jdbc, codec);
    }
}
