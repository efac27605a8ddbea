package io.faultline.scoring;

import java.time.Duration;
import java.time.InstantSource;

import io.faultline.runlog.Upkeep;
import io.faultline.scoring.history.Histories;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The judge, as a service. */
@SpringBootApplication
public class ScoringService {
    public static void main(String[] args) {
        new SpringApplicationBuilder(ScoringService.class).properties("spring.config.name=scoring-service").run(args);
    }

    /** The last words stay. */
    @Bean
    Upkeep historyUpkeep(Histories histories, InstantSource clock, @Value("${faultline.kept}") Duration kept) {
        return new Upkeep("the histories of runs", () -> histories.forget(clock.instant().minus(kept)));
    }
}
