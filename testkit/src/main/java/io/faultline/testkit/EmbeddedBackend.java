package io.faultline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.faultline.embedded.Durability;
import io.faultline.embedded.KafkaBroker;
import io.faultline.embedded.PostgresProcess;

/** Both in and under this JVM, in a temporary folder. */
final class EmbeddedBackend implements Backend {
    private final Path folder;
    private final PostgresProcess postgres;
    private final FaultyLink link;
    private final KafkaBroker kafka;

    EmbeddedBackend() {
        try {
            folder = Files.createTempDirectory("faultline-house");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres = PostgresProcess.start(folder.resolve("postgres"), 0, Durability.FORGETFUL);
        link = FaultyLink.to(0);
        kafka = KafkaBroker.start(folder.resolve("kafka"), 0, link.port());
        link.leadTo(kafka.relayedPort());
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public FaultyLink kafkaLink() {
        return link;
    }

    @Override
    public String jdbcUrl(String database) {
        postgres.createDatabase(database);
        return postgres.jdbcUrl(database);
    }

    @Override
    public String user() {
        return PostgresProcess.USER;
    }

    @Override
    public String password() {
        return PostgresProcess.PASSWORD;
    }

    @Override
    public void close() {
        kafka.close();
        link.close();
        postgres.close();
        try {
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
