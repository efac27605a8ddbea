package io.faultline.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What nothing that keeps its word can be faster than: a durable commit and a hop through the very same Postgres and Kafka. */
final class Floor implements AutoCloseable {
    private static final String TOPIC = "benchmark.floor";
    private static final byte[] VALUE = new byte[400];

    private final HouseUnderTest house;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;

    Floor(HouseUnderTest house) throws Exception {
        this.house = house;
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists public.floor (id bigserial primary key, value bytea)");
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", house.kafka()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", house.kafka(), "acks", "all", "linger.ms", 0),
                new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", house.kafka(), "fetch.min.bytes", 1),
                new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
        consumer.seekToEnd(consumer.assignment());
        consumer.position(new TopicPartition(TOPIC, 0));
    }

    /** One commit, then one hop, one pair after the other. */
    Figures commitAndHop(int times) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        try (Connection connection = connect(); PreparedStatement insert = insert(connection)) {
            for (int i = 0; i < times; i++) {
                long began = System.nanoTime();
                insert.executeUpdate();
                producer.send(new ProducerRecord<>(TOPIC, "key", VALUE));
                while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
                    Thread.onSpinWait();
                }
                nanos.add(System.nanoTime() - began);
            }
        }
        return Figures.ofNanos(nanos);
    }

    /** Durable events a second: as many commits, each followed by an acknowledged send, as this many workers manage. */
    double durableEventsPerSecond(int workers, Duration length) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + length.toNanos();
        long events = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<Long>> done = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                done.add(pool.submit(() -> commitAndSendUntil(end)));
            }
            for (Future<Long> each : done) {
                events += each.get();
            }
        }
        return events / (length.toNanos() / 1e9);
    }

    private long commitAndSendUntil(long end) throws Exception {
        long events = 0;
        try (Connection connection = connect(); PreparedStatement insert = insert(connection)) {
            while (System.nanoTime() < end) {
                insert.executeUpdate();
                producer.send(new ProducerRecord<>(TOPIC, "key", VALUE)).get();
                events++;
            }
        }
        return events;
    }

    /** From the death of one of two members of a consumer group until the other has its partition. */
    Figures groupTakeover(int times) throws Exception {
        String topic = "benchmark.group";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", house.kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String group = "floor-" + i;
            Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m", "-cp", System.getProperty("java.class.path"), KafkaMember.class.getName(),
                    house.kafka(), group, topic).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            try (KafkaConsumer<String, byte[]> member = KafkaMember.join(house.kafka(), group, topic)) {
                awaitPartitions(member, 1);
                long began = System.nanoTime();
                other.destroyForcibly();
                awaitPartitions(member, 2);
                nanos.add(System.nanoTime() - began);
            } finally {
                other.destroyForcibly();
            }
        }
        return Figures.ofNanos(nanos);
    }

    private static void awaitPartitions(KafkaConsumer<String, byte[]> member, int partitions) {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (member.assignment().size() != partitions) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka's group did not settle");
            }
            member.poll(Duration.ofMillis(10));
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(house.jdbcUrl(), house.databaseUser(), house.databasePassword());
    }

    private static PreparedStatement insert(Connection connection) throws SQLException {
        PreparedStatement insert = connection.prepareStatement("insert into public.floor (value) values (?)");
        insert.setBytes(1, VALUE);
        return insert;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
