package io.faultline.probe.host;

import io.faultline.probe.probe.Programs;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measurements by commands. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSettings.class)
public class HostConfiguration {
    @Bean
    Programs programs(CommandSettings settings) {
        return new HostPrograms(settings);
    }
}
