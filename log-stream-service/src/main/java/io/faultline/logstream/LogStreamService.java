package io.faultline.logstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.faultline.logstream.lines.Lines;
import io.faultline.logstream.tail.Archive;
import io.faultline.logstream.tail.Channel;
import io.faultline.logstream.tail.Encoding;
import io.faultline.runlog.Upkeep;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The memory, as a service. */
@SpringBootApplication
public class LogStreamService {
    private static final Logger LOG = LoggerFactory.getLogger(LogStreamService.class);

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
    Upkeep linesUpkeep(Lines lines, InstantSource clock, @Value("${faultline.lines-kept}") Duration kept) {
        return new Upkeep("log lines", () -> {
            Instant before = clock.instant().minus(kept);
            while (lines.forget(before) > 0) {
                LOG.debug("Forgot log lines of before {}", before);
            }
        });
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
