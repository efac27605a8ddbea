package io.faultline.probe.store;

import java.util.UUID;

import io.faultline.contracts.ids.Ids;
import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.shift.Instances;
import io.faultline.probe.watch.Watches;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept, in this service's own schema. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
    /** One life of an instance, from its start to its end. */
    record Life(UUID id) {}

    @Bean
    Life life(Ids ids) {
        return new Life(ids.event().value());
    }

    @Bean
    Instances instances(JdbcClient jdbc, Life life, @Value("${faultline.instance}") String name) {
        return new JdbcInstances(jdbc, life.id(), name);
    }

    @Bean
    Assignments assignments(JdbcClient jdbc, Life life) {
        return new JdbcAssignments(jdbc, life.id());
    }

    @Bean
    Watches watches(JdbcClient jdbc, Life life) {
        return new JdbcWatches(jdbc, life.id());
    }
}
