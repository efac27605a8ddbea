package io.faultline.gateway;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The one address in front of the six services; its routes stand in <code>gateway.yml</code>. */
@SpringBootApplication
public class Gateway {
    public static void main(String[] args) {
        new SpringApplicationBuilder(Gateway.class).properties("spring.config.name=gateway").run(args);
    }
}
