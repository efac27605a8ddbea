package io.faultline.probe;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The service that measures. */
@SpringBootApplication
public class ProbeService {
    public static void main(String[] args) {
        new SpringApplicationBuilder(ProbeService.class).properties("spring.config.name=probe-service").run(args);
    }
}
