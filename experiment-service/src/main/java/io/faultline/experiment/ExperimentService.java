package io.faultline.experiment;

import java.time.InstantSource;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.catalogue.Catalogue;
import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.policy.Guards;
import io.faultline.experiment.request.Announcements;
import io.faultline.experiment.request.Halting;
import io.faultline.experiment.request.RunRequests;
import io.faultline.experiment.stop.DirectLine;
import io.faultline.experiment.stop.HaltLine;
import io.faultline.experiment.stop.Halts;
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
    Guards guards(ProjectId project, Halts halts) {
        return new Guards(project, halts);
    }

    @Bean
    RunRequests runRequests(ProjectId project, Guards guards, Runs runs, Announcements announcements, Ids ids,
            InstantSource clock) {
        return new RunRequests(project, guards, runs, announcements, ids, clock);
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
    TransactionTemplate transaction(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }
}
