package io.faultline.logstream.clock;

import io.faultline.logstream.tail.Channel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ClockConfiguration {
    @Bean
    Lookout lookout(Channel eventChannel, Channel logChannel) {
        return new Lookout(eventChannel, logChannel);
    }
}
