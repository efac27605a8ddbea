package io.faultline.experiment.git;

import java.security.SecureRandom;
import java.time.InstantSource;

import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.Repositories;
import io.faultline.experiment.repository.Safe;
import io.faultline.http.ApiSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires repositories to JGit. */
@Configuration(proxyBeanMethods = false)
class GitConfiguration {
    @Bean
    Repositories repositories(GitSettings settings, InstantSource clock) {
        return new JgitRepositories(settings, Bounds.USUAL, clock, new SecureRandom());
    }

    @Bean
    Safe safe(ApiSettings house) {
        return new KeyedSafe(house.required(), new SecureRandom());
    }
}
