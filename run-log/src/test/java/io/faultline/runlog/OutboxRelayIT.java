package io.faultline.runlog;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.faultline.contracts.wire.Topics;
import io.faultline.embedded.Durability;
import io.faultline.embedded.KafkaBroker;
import io.faultline.embedded.PostgresProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The relay while Kafka is away: not listening, not even known by name, and back at last. */
class OutboxRelayIT {
    private static final int FACTS = 60;
    private static final String SCHEMA = "trial";

    @TempDir
    static Path folder;

    private static PostgresProcess postgres;

    @BeforeAll
    static void start() throws SQLException, IOException {
        postgres = PostgresProcess.start(folder.resolve("postgres"), 0, Durability.FORGETFUL);
        execute("create schema trial");
        execute("set search_path to trial; " + script());
        execute("""
                insert into trial.outbox (event_id, run_id, project_id, type, appended_at, value)
                select gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 'default', 'trial', now(),
                    convert_to(n::text, 'UTF8') from generate_series(1, %d) n""".formatted(FACTS));
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void sendsEverythingInOrderOnceKafkaIsBack() throws Exception {
        int port = freePort();
        Map<String, Object> settings = new ConcurrentHashMap<>(FactProducer.forFacts("127.0.0.1:" + port, "trial"));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 150);
        FactProducer producer = new FactProducer(settings);
        OutboxRelay relay = new OutboxRelay(new RelayConnections(new Details(), SCHEMA), producer, "/trial",
                new SimpleMeterRegistry());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "kafka.invalid:9092");
        relay.start();
        try {
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
            try (KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"), port)) {
                await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
                new TopicsAtStart(kafka.bootstrapServers(), 1).afterPropertiesSet();

                assertThat(firstArrivals(kafka))
                        .isEqualTo(IntStream.rangeClosed(1, FACTS).mapToObj(Integer::toString).toList());
            }
        } finally {
            relay.stop();
            producer.close();
        }
    }

    private static List<String> firstArrivals(KafkaBroker kafka) {
        Set<String> found = new LinkedHashSet<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(Topics.RUNS.topic(), 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(each -> found.add(new String(each.value(), StandardCharsets.UTF_8)));
                return found.size() >= FACTS;
            });
        }
        return new ArrayList<>(found);
    }

    /** Below those the kernel gives away by itself: the broker takes it only later. */
    private static int freePort() {
        return IntStream.range(21_500, 22_500).filter(OutboxRelayIT::isFree).findFirst().orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String script() throws IOException {
        try (InputStream script = OutboxRelayIT.class.getResourceAsStream("/db/runlog/V0_1__run_log.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), PostgresProcess.USER,
                PostgresProcess.PASSWORD); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record Details() implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return PostgresProcess.USER;
        }

        @Override
        public String getPassword() {
            return PostgresProcess.PASSWORD;
        }

        @Override
        public String getJdbcUrl() {
            return postgres.jdbcUrl();
        }
    }
}
