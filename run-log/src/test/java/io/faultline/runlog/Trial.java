package io.faultline.runlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.Topics;
import io.faultline.testkit.ServiceUnderTest;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A service that writes down what it hears, and refuses some of it. */
@SpringBootApplication
class Trial {
    static final ProjectId PROJECT = new ProjectId("default");
    /** What its listener never takes. */
    static final String REFUSED = "the listener refuses this";
    /** What its listener takes only when it is in a better mood. */
    static final String TOO_EARLY = "the listener does not take this yet";
    /** Written into an index by the listener. */
    static final String NAME = "name:";

    /** Whether it takes what came too early, and how often it was asked to take what it never takes. */
    record Mood(AtomicBoolean better, AtomicInteger refused) {}

    static ServiceUnderTest start(Map<String, ?> overrides) {
        return ServiceUnderTest.start(Trial.class, "trial", overrides);
    }

    /** The same service again, on the same database, reading everything from the beginning. */
    static ServiceUnderTest fromTheBeginning(ServiceUnderTest first) {
        Map<String, Object> overrides = new HashMap<>(Map.of("FAULTLINE_DB_URL",
                first.context().getEnvironment().getRequiredProperty("FAULTLINE_DB_URL")));
        for (String binding : List.of("facts", "logs", "dead")) {
            overrides.put("spring.cloud.stream.bindings.%s-in-0.group".formatted(binding),
                    UUID.randomUUID() + "." + binding);
        }
        return start(overrides);
    }

    static List<String> heard(ServiceUnderTest service, RunId run) {
        return service.bean(JdbcTemplate.class).queryForList("select what from heard where run_id = ? order by place",
                String.class, run.value());
    }

    @Bean
    Mood mood() {
        return new Mood(new AtomicBoolean(), new AtomicInteger());
    }

    @Bean
    FactListener listener(JdbcTemplate jdbc, Mood mood) {
        return new FactListener() {
            @Override
            public Set<Class<? extends RunFact>> facts() {
                return Set.of(AbortRequested.class);
            }

            @Override
            public void on(ReceivedFact received) {
                AbortRequested abort = (AbortRequested) received.fact();
                String reason = abort.reason();
                jdbc.update("insert into heard (run_id, what) values (?, ?)", abort.run().value(), reason);
                if (reason.startsWith(NAME)) {
                    jdbc.update("insert into named values (?)", reason);
                }
                if (reason.equals(REFUSED) || reason.equals(TOO_EARLY) && !mood.better().get()) {
                    mood.refused().incrementAndGet();
                    throw new IllegalStateException(REFUSED);
                }
            }
        };
    }

    /** Keeps what is said on the topic of log lines, unless it is refused. */
    @Bean
    RecordListener keptLines(JdbcTemplate jdbc) {
        return raw(Topics.LOGS, jdbc);
    }

    @Bean
    RecordListener keptLetters(JdbcTemplate jdbc) {
        return raw(Topics.DEAD, jdbc);
    }

    private static RecordListener raw(Topics topic, JdbcTemplate jdbc) {
        return new RecordListener() {
            @Override
            public Topics topic() {
                return topic;
            }

            @Override
            public void on(List<ReceivedRecord> records) {
                for (ReceivedRecord each : records) {
                    String text = new String(each.value(), UTF_8);
                    if (text.equals(REFUSED)) {
                        throw new IllegalStateException(REFUSED);
                    }
                    if (each.key() != null && each.key().length() == 36) {
                        jdbc.update("insert into kept (topic, run_id, size) values (?, ?, ?)", topic.name(),
                                UUID.fromString(each.key()), each.value().length);
                    }
                }
            }
        };
    }
}
