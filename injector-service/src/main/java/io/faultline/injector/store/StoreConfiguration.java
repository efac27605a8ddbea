package io.faultline.injector.store;

import io.faultline.injector.fault.cluster.MarkText;
import io.faultline.injector.fault.network.Proxies;
import io.faultline.injector.lease.Halts;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Leftovers;
import io.faultline.injector.lease.Transactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Gives the nouns their tables. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean
    Leases leases(JdbcClient jdbc, TransactionOperations transactions, Reserve reserve) {
        return new JdbcLeases(jdbc, transactions, reserve.jdbc(), new Json());
    }

    @Bean
    Leftovers leftovers(JdbcClient jdbc, Reserve reserve) {
        return new JdbcLeftovers(jdbc, reserve.jdbc(), new Json());
    }

    @Bean
    JdbcClusterJournal clusterJournal(JdbcClient jdbc) {
        return new JdbcClusterJournal(jdbc, new Json());
    }

    @Bean
    MarkText markText() {
        return MarkTexts.json();
    }

    @Bean
    Halts halts(Reserve reserve) {
        return new JdbcHalts(reserve.jdbc(), reserve.transactions());
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
