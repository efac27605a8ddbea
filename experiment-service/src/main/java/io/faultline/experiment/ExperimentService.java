package io.faultline.experiment;

import java.time.InstantSource;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.catalogue.Catalogue;
import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.request.Announcements;
import io.faultline.experiment.request.RunRequests;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps experiments, takes requests for runs, shows what came of them. */
@SpringBootApplication
@EnableScheduling
public class ExperimentService {
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
    RunRequests runRequests(ProjectId project, Runs runs, Announcements announcements, Ids ids, InstantSource clock) {
        return new RunRequests(project, runs, announcements, ids, clock);
    }

    @Bean
    TransactionTemplate transaction(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }
}
