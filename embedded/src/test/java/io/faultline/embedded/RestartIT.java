package io.faultline.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class RestartIT {
    private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasAcknowledgedWhenItsJvmIsKilled() throws Exception {
        Path data = folder.resolve("postgres/data");
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                System.getProperty("java.class.path"), House.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            int[] ports = ports(child);
            String password = Files.readString(folder.resolve("postgres/password"));
            write(ports[0], password, ports[1]);
            assertThatThrownBy(() -> KafkaBroker.start(folder.resolve("kafka"), 0))
                    .hasMessageContaining("(pid " + child.pid() + ")");
        } finally {
            child.destroyForcibly().waitFor();
        }
        long orphan = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        assertThat(ProcessHandle.of(orphan)).describedAs("the postmaster outlives its killed JVM").isPresent();

        try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"), 0, Durability.DURABLE);
                KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"), 0)) {
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(query(postgres.jdbcUrl(), postgres.password(), "select what from kept")).isEqualTo("row");
            assertThat(query(postgres.jdbcUrl(), postgres.password(), "select current_setting('fsync')"))
                    .isEqualTo("on");
            assertThat(query(postgres.jdbcUrl(), postgres.password(), "select current_setting('synchronous_commit')"))
                    .isEqualTo("on");
            assertThatThrownBy(() -> connect(postgres.port(), "a guess")).hasMessageContaining("password");
            assertThat(Files.getPosixFilePermissions(folder.resolve("postgres/password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(record(kafka.port())).isEqualTo("record");
        }
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
    }

    private static int[] ports(Process child) throws IOException {
        BufferedReader out = child.inputReader(UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("READY")) {
            line = out.readLine();
        }
        assertThat(line).describedAs("the child's word that it is ready").isNotNull();
        String[] words = line.split(" ");
        return new int[]{Integer.parseInt(words[1]), Integer.parseInt(words[2])};
    }

    private static void write(int postgres, String password, int kafka) throws Exception {
        try (Connection connection = connect(postgres, password); Statement statement = connection.createStatement()) {
            statement.execute("create table kept (what text)");
            statement.execute("insert into kept values ('row')");
        }
        Map<String, Object> client = Map.of("bootstrap.servers", "127.0.0.1:" + kafka, "acks", "all");
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
        }
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), "record")).get();
        }
    }

    private static String query(String url, String password, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, PostgresProcess.USER, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(int port, String password) throws Exception {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/faultline", PostgresProcess.USER,
                password);
    }

    private static String record(int port) {
        Map<String, Object> client = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }
}
