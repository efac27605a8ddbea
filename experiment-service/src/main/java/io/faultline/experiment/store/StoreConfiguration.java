package io.faultline.experiment.store;

import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.environment.Environment;
import io.faultline.experiment.environment.ImageRegistry;
import io.faultline.experiment.environment.Membership;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.measure.StoredProbe;
import io.faultline.experiment.policy.BlackoutWindows;
import io.faultline.experiment.request.Answers;
import io.faultline.experiment.shelf.Shelf;
import io.faultline.experiment.stop.Halts;
import io.faultline.experiment.workflow.WorkflowTemplate;
import io.faultline.experiment.workflow.Workflows;
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

    @Bean
    Workflows workflows(JdbcTemplate jdbc) {
        return new JdbcWorkflows(jdbc);
    }

    @Bean
    Shelf<Environment> environments(JdbcTemplate jdbc) {
        return new JdbcShelf<>(jdbc, "environment", Environment.class);
    }

    @Bean
    Shelf<Membership> memberships(JdbcTemplate jdbc) {
        return new JdbcShelf<>(jdbc, "infrastructure", Membership.class);
    }

    @Bean
    Shelf<StoredProbe> probes(JdbcTemplate jdbc) {
        return new JdbcShelf<>(jdbc, "probe", StoredProbe.class);
    }

    @Bean
    Shelf<ImageRegistry> imageRegistries(JdbcTemplate jdbc) {
        return new JdbcShelf<>(jdbc, "image-registry", ImageRegistry.class);
    }

    @Bean
    Shelf<WorkflowTemplate> workflowTemplates(JdbcTemplate jdbc) {
        return new JdbcShelf<>(jdbc, "workflow-template", WorkflowTemplate.class);
    }
}
