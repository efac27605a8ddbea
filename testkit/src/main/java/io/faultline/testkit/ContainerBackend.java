package io.faultline.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.opentest4j.TestAbortedException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Both as containers: for who has a Docker engine and wants the images that production runs. */
final class ContainerBackend implements Backend {
    private static final String POSTGRES = "postgres:18";
    private static final String KAFKA = "apache/kafka:4.1.1";

    private final PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES)
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
    private final KafkaContainer kafka = new KafkaContainer(KAFKA)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
            // Its entry point writes over its own settings, which not every build of the image leaves writable.
            .withCreateContainerCmdModifier(command -> command.withUser("root"));

    ContainerBackend() {
        postgres.start();
        kafka.start();
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    /** Its Kafka advertises only itself. */
    @Override
    public FaultyLink kafkaLink() {
        throw new TestAbortedException("there is no faulty link to Kafka in a container");
    }

    @Override
    public String jdbcUrl(String database) {
        try (Connection connection = DriverManager.getConnection(postgres.getJdbcUrl(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        } catch (SQLException e) {
            throw new IllegalStateException("Database %s cannot be created".formatted(database), e);
        }
        return "jdbc:postgresql://%s:%d/%s".formatted(postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), database);
    }

    @Override
    public String user() {
        return postgres.getUsername();
    }

    @Override
    public String password() {
        return postgres.getPassword();
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }
}
