package io.faultline.logstream.facts;

import io.faultline.contracts.wire.FactCodec;
import io.faultline.logstream.audit.Audit;
import io.faultline.logstream.dead.DeadLetters;
import io.faultline.logstream.dead.Sender;
import io.faultline.logstream.lines.Lines;
import io.faultline.logstream.tail.Channel;
import io.faultline.runlog.RecordListener;
import io.faultline.runlog.Replay;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FactsConfiguration {
    @Bean
    RecordListener auditListener(Audit audit, Channel eventChannel, MeterRegistry metrics) {
        return new AuditListener(audit, eventChannel, metrics);
    }

    @Bean
    RecordListener logListener(Lines lines, Channel logChannel, FactCodec codec, MeterRegistry metrics) {
        return new LogListener(lines, logChannel, codec, metrics);
    }

    @Bean
    RecordListener deadListener(DeadLetters letters) {
        return new DeadListener(letters);
    }

    @Bean
    Sender replaySender(Replay replay) {
        return new ReplaySender(replay);
    }
}
