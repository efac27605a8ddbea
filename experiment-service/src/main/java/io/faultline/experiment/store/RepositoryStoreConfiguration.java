package io.faultline.experiment.store;

import io.faultline.experiment.gitops.GitOpsStore;
import io.faultline.experiment.hub.Hubs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what is taken from repositories to Postgres. */
@Configuration(proxyBeanMethods = false)
class RepositoryStoreConfiguration {
    @Bean
    Hubs hubs(JdbcTemplate jdbc, TransactionTemplate transaction) {
        return new JdbcHubs(jdbc, transaction);
    }

    @Bean
    GitOpsStore gitOpsStore(JdbcTemplate jdbc) {
        return new JdbcGitOps(jdbc);
    }
}
