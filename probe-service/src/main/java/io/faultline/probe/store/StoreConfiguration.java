package io.faultline.probe.store;

import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.watch.Watches;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept, in this service's own schema. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
    @Bean
    Assignments assignments(JdbcClient jdbc) {
        return new JdbcAssignments(jdbc);
    }

    @Bean
    Watches watches(JdbcClient jdbc) {
        return new JdbcWatches(jdbc);
    }
}
