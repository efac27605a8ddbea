package io.faultline.injector;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The service that breaks, and mends. */
@SpringBootApplication
@EnableConfigurationProperties(InjectorSettings.class)
public class InjectorService {
    public static void main(String[] args) {
        new SpringApplicationBuilder(InjectorService.class).properties("spring.config.name=injector-service").run(args);
    }
}
