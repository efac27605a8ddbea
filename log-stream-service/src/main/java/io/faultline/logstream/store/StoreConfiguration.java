package io.faultline.logstream.store;

import java.time.InstantSource;

import javax.sql.DataSource;

import io.faultline.logstream.audit.Audit;
import io.faultline.logstream.dead.DeadLetters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    private static final int ROWS_AT_ONCE = 1000;

    @Bean
    Audit audit(JdbcTemplate jdbc, DataSource dataSource, PlatformTransactionManager transactions,
            InstantSource clock) {
        JdbcTemplate streaming = new JdbcTemplate(dataSource);
        streaming.setFetchSize(ROWS_AT_ONCE);
        TransactionTemplate snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return new JdbcAudit(jdbc, streaming, snapshot, clock);
    }

    @Bean
    JdbcEvents events(JdbcTemplate jdbc) {
        return new JdbcEvents(jdbc);
    }

    @Bean
    JdbcLines lines(JdbcTemplate jdbc) {
        return new JdbcLines(jdbc);
    }

    @Bean
    DeadLetters deadLetterStore(JdbcTemplate jdbc, InstantSource clock) {
        return new JdbcDeadLetters(jdbc, clock);
    }
}
