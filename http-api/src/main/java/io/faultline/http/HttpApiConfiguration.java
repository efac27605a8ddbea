package io.faultline.http;

import java.security.SecureRandom;
import java.time.InstantSource;

import io.faultline.contracts.wire.Wire;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** Wires the shared HTTP edge into a service. */
@AutoConfiguration
@EnableConfigurationProperties(ApiSettings.class)
@Import(ProblemTable.class)
public class HttpApiConfiguration {
    @Bean
    FilterRegistrationBean<Door> door(ApiSettings settings, Keyring keys) {
        FilterRegistrationBean<Door> registration = new FilterRegistrationBean<>(
                new Door(settings, new ProblemWriter(Wire.mapper()), keys));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    Keyring keyring(ApiSettings settings) {
        return new Keyring(settings, InstantSource.system());
    }

    @Bean
    SessionTokens sessionTokens(ApiSettings settings) {
        return new SessionTokens(settings);
    }

    @Bean
    AgentCredentials agentCredentials(ApiSettings settings) {
        return new AgentCredentials(settings);
    }

    /** Asked by services that have things done by agents. */
    @Bean
    Desk desk() {
        return new Desk(Long.toHexString(new SecureRandom().nextLong()), System::nanoTime);
    }

    @Bean
    InfrastructureSeals infrastructureSeals(ApiSettings settings) {
        return new InfrastructureSeals(settings);
    }

    /** Only in services that say how much they do at once. */
    @Bean
    @ConditionalOnBean(Lanes.class)
    FilterRegistrationBean<LaneKeeper> laneKeeper(Lanes lanes, MeterRegistry metrics) {
        FilterRegistrationBean<LaneKeeper> registration = new FilterRegistrationBean<>(
                new LaneKeeper(lanes, new ProblemWriter(Wire.mapper()), metrics.counter("faultline.http.overloaded")));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return registration;
    }

    /** HTTP speaks the same JSON as Kafka and files. */
    @Bean
    JsonMapperBuilderCustomizer wireFormat() {
        return Wire::configure;
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String service) {
        String scheme = "apiKey";
        return new OpenAPI().info(new Info().title("Faultline " + service).version("v1"))
                .components(new Components().addSecuritySchemes(scheme,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(scheme));
    }
}
