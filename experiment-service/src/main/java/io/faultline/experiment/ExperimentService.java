package io.faultline.experiment;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.catalogue.Catalogue;
import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.infrastructure.Registry;
import io.faultline.experiment.policy.BlackoutWindows;
import io.faultline.experiment.policy.Guards;
import io.faultline.experiment.policy.Limits;
import io.faultline.experiment.request.Announcements;
import io.faultline.experiment.request.Halting;
import io.faultline.experiment.request.RunRequests;
import io.faultline.experiment.stop.DirectLine;
import io.faultline.experiment.stop.HaltLine;
import io.faultline.experiment.stop.Halts;
import io.faultline.http.Lanes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps experiments, takes requests for runs, shows what came of them. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
public class ExperimentService {
    private static final int KEPT_FREE = 3;

    public static void main(String[] args) {
        new SpringApplicationBuilder(ExperimentService.class).properties("spring.config.name=experiment-service")
                .run(args);
    }

    @Bean
    ProjectId project(@Value("${faultline.project:default}") String project) {
        return new ProjectId(project);
    }

    @Bean
    Catalogue catalogue(ProjectId project, Experiments experiments, Ids ids, InstantSource clock) {
        return new Catalogue(project, experiments, ids, clock);
    }

    @Bean
    Registry registry(ProjectId project, Infrastructures infrastructures, Ids ids, InstantSource clock) {
        return new Registry(project, infrastructures, ids, new SecureRandom(), clock);
    }

    @Bean
    Guards guards(ProjectId project, Halts halts, BlackoutWindows windows, Infrastructures infrastructures,
            @Value("${faultline.longest-run}") Duration longestRun,
            @Value("${faultline.longest-fault}") Duration longestFault, InstantSource clock) {
        return new Guards(project, halts, windows, new Limits(longestRun, longestFault), infrastructures,
                clock);
    }

    @Bean
    RunRequests runRequests(ProjectId project, Guards guards, Registry registry, Runs runs,
            Announcements announcements, Ids ids, InstantSource clock) {
        return new RunRequests(project, guards, registry, runs, announcements, ids, clock);
    }

    @Bean
    Halting halting(ProjectId project, Halts halts, Runs runs, Announcements announcements, InstantSource clock) {
        return new Halting(project, halts, runs, announcements, clock);
    }

    @Bean
    HaltLine haltLine(ProjectId project, Halts halts, DirectLine line) {
        return new HaltLine(project, halts, line);
    }

    @Bean
    Gauge halted(ProjectId project, Halts halts, MeterRegistry metrics) {
        return Gauge.builder("faultline.halted", halts, all -> all.inForce(project).isPresent() ? 1 : 0)
                .description("1 while everything is halted").register(metrics);
    }

    /**
     * Ordinary requests never use up the pool of connections: the projection and whoever stops something find one.
     *
     * @param connections how many the pool has
     */
    @Bean
    Lanes lanes(@Value("${spring.datasource.hikari.maximum-pool-size}") int connections) {
        return new Lanes(Math.max(1, connections - KEPT_FREE), 100, Duration.ofSeconds(1),
                List.of("/api/v1/halt", "/api/v1/runs/*/abort"));
    }

    @Bean
    TransactionTemplate transaction(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }
}
