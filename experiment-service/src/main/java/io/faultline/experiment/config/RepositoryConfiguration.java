package io.faultline.experiment.config;

import java.time.InstantSource;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.git.GitSettings;
import io.faultline.experiment.gitops.GitOpsDesk;
import io.faultline.experiment.gitops.GitOpsStore;
import io.faultline.experiment.gitops.Keeper;
import io.faultline.experiment.hub.HubDesk;
import io.faultline.experiment.hub.Hubs;
import io.faultline.experiment.repository.Repositories;
import io.faultline.experiment.repository.RepositoryPolicy;
import io.faultline.experiment.repository.Safe;
import io.faultline.formats.hub.HubFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires hubs and GitOps. */
@Configuration(proxyBeanMethods = false)
class RepositoryConfiguration {
    @Bean
    RepositoryPolicy repositoryPolicy(GitSettings settings) {
        return new RepositoryPolicy(settings.files());
    }

    @Bean
    HubDesk hubDesk(ProjectId project, Hubs hubs, Repositories repositories, Safe safe, Ids ids, InstantSource clock,
            GitSettings settings) {
        return new HubDesk(project, hubs, repositories, safe, ids, clock, HubFiles::embedded,
                settings.hubInterval());
    }

    @Bean
    GitOpsDesk gitOpsDesk(ProjectId project, GitOpsStore store, Repositories repositories, Safe safe, Keeper keeper,
            InstantSource clock, GitSettings settings) {
        return new GitOpsDesk(project, store, repositories, safe, keeper, clock, settings.gitopsInterval());
    }
}
