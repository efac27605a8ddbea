package io.faultline.scoring;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The judge, as a service. */
@SpringBootApplication
public class ScoringService {
    public static void main(String[] args) {
        new SpringApplicationBuilder(ScoringService.class).properties("spring.config.name=scoring-service").run(args);
    }
}
