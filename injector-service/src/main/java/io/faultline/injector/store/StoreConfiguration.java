package io.faultline.injector.store;

import io.faultline.injector.fault.network.Proxies;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Transactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Gives the nouns their tables. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean
    Leases leases(JdbcClient jdbc) {
        return new JdbcLeases(jdbc);
    }

    @Bean
    Proxies proxies(JdbcClient jdbc) {
        return new JdbcProxies(jdbc);
    }

    @Bean
    Transactions transactions(TransactionOperations operations) {
        return work -> operations.executeWithoutResult(_ -> work.run());
    }
}
