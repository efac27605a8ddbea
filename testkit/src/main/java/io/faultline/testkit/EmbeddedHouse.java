package io.faultline.testkit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A real Kafka and a real Postgres for the tests of one JVM, started by the first that needs them. With
 * <code>-Dfaultline.house=testcontainers</code> they are containers instead.
 */
public final class EmbeddedHouse {
    /** The key every service started with {@link #properties} takes. */
    public static final String API_KEY = "test-key-0123456789abcdefghijklmnopqrstuv";
    public static final int PARTITIONS = 6;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Backend backend;

    private EmbeddedHouse(Backend backend) {
        this.backend = backend;
    }

    /** The one of this JVM; ends with it. */
    public static EmbeddedHouse open() {
        return Opened.HOUSE;
    }

    private static EmbeddedHouse start() {
        Backend backend = "testcontainers".equals(System.getProperty("faultline.house"))
                ? new ContainerBackend()
                : new EmbeddedBackend();
        Runtime.getRuntime().addShutdownHook(new Thread(backend::close, "embedded-house-close"));
        EmbeddedHouse house = new EmbeddedHouse(backend);
        house.createTopics();
        return house;
    }

    private void createTopics() {
        List<NewTopic> topics = Arrays.stream(Topics.values()).map(topic -> new NewTopic(topic.topic(),
                Optional.of(topic == Topics.DEAD ? 1 : PARTITIONS), Optional.empty())).toList();
        try (Admin admin = admin()) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics cannot be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were created", e);
        }
    }

    public String bootstrapServers() {
        return backend.bootstrapServers();
    }

    /**
     * A path to this Kafka that can be spoiled, for a service started with its address as <code>FAULTLINE_KAFKA</code>.
     * There is one for all tests of the JVM: heal it afterwards. Tests themselves read and write past it.
     */
    public FaultyLink kafkaLink() {
        return backend.kafkaLink();
    }

    public String user() {
        return backend.user();
    }

    public String password() {
        return backend.password();
    }

    Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** Address of a new, empty database; the name only helps to recognise it. */
    public String jdbcUrl(String name) {
        return backend.jdbcUrl(unique(name));
    }

    /**
     * All that a service needs to live here by itself: a new database, consumer groups of its own that begin with what
     * is published from now on, a free port and the key.
     */
    public Map<String, Object> properties(String service) {
        String unique = unique(service);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("FAULTLINE_DB_URL", backend.jdbcUrl(unique));
        properties.put("FAULTLINE_DB_USER", user());
        properties.put("FAULTLINE_DB_PASSWORD", password());
        properties.put("FAULTLINE_DB_POOL", "5");
        properties.put("FAULTLINE_KAFKA", bootstrapServers());
        properties.put("FAULTLINE_INSTANCE", unique);
        properties.put("FAULTLINE_API_KEY", API_KEY);
        properties.put("FAULTLINE_TRACE_SAMPLING", "0");
        properties.put("FAULTLINE_JOURNAL", Path.of("target", "journal", unique).toAbsolutePath().toString());
        properties.put("server.port", "0");
        Map<String, Topics> bindings = Map.of("facts", Topics.RUNS, "logs", Topics.LOGS, "dead", Topics.DEAD);
        ConsumerGroups groups = new ConsumerGroups(this);
        bindings.forEach((binding, topic) -> {
            String group = unique + "." + binding;
            groups.beginNow(group, topic);
            properties.put("spring.cloud.stream.bindings.%s-in-0.group".formatted(binding), group);
        });
        return properties;
    }

    private static String unique(String name) {
        return "%s_%d".formatted(name.replaceAll("[^a-z0-9]", "_"), DATABASES.incrementAndGet());
    }

    /** Starts the house when it is first asked for, and once. */
    private static final class Opened {
        static final EmbeddedHouse HOUSE = start();
    }
}
