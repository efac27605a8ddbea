package io.faultline.logstream;

import io.faultline.logstream.tail.Archive;
import io.faultline.logstream.tail.Channel;
import io.faultline.logstream.tail.Encoding;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The memory, as a service. */
@SpringBootApplication
public class LogStreamService {
    public static void main(String[] args) {
        new SpringApplicationBuilder(LogStreamService.class).properties("spring.config.name=log-stream-service")
                .run(args);
    }

    @Bean
    Channel eventChannel(@Qualifier("events") Archive events, Encoding encoding) {
        return new Channel(events, encoding);
    }

    @Bean
    Channel logChannel(@Qualifier("lines") Archive lines, Encoding encoding) {
        return new Channel(lines, encoding);
    }

    @Bean
    MeterBinder streamMeters(Channel eventChannel, Channel logChannel) {
        return registry -> {
            Gauge.builder("faultline.stream.clients", () -> eventChannel.clients() + logChannel.clients())
                    .register(registry);
            FunctionCounter.builder("faultline.stream.dropped", eventChannel,
                    events -> events.dropped() + logChannel.dropped()).register(registry);
        };
    }
}
