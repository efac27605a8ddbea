package io.faultline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Supplier;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real single-node Kafka inside this JVM, by its production entry rather than a test kit: test kits throw their data
 * away, this one finds it again.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final String PURPOSE = "the embedded Kafka";

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final KafkaPorts ports;

    private KafkaBroker(KafkaRaftServer server, FolderLock lock, KafkaPorts ports) {
        this.server = server;
        this.lock = lock;
        this.ports = ports;
    }

    /**
     * Starts it and returns when it serves.
     *
     * @param folder where its data lies, or will
     * @param port where clients find it on the loopback; 0 for any free one
     */
    public static KafkaBroker start(Path folder, int port) {
        return start(folder, () -> KafkaPorts.of(Ports.free(port, PURPOSE)));
    }

    /**
     * As {@link #start(Path, int)}, with a second port, {@link #relayedPort}, whose clients are told to come by way of
     * another: a broker sends its clients to the address it advertises, past anything put in between.
     *
     * @param relay the port of the loopback those clients are told to come by; whoever listens there brings them here
     */
    public static KafkaBroker start(Path folder, int port, int relay) {
        return start(folder, () -> KafkaPorts.behind(Ports.free(port, PURPOSE), relay));
    }

    private static KafkaBroker start(Path folder, Supplier<KafkaPorts> ports) {
        Path home = folder.toAbsolutePath();
        try {
            FolderLock lock = FolderLock.take(home, PURPOSE);
            try {
                return start(home.resolve("data"), ports.get(), lock);
            } catch (Throwable e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedFailure("%s cannot use its data folder %s: %s".formatted(PURPOSE, home, e.getMessage()),
                    e);
        }
    }

    private static KafkaBroker start(Path data, KafkaPorts ports, FolderLock lock) throws IOException {
        Files.createDirectories(data);
        KafkaConfig config = new KafkaConfig(KafkaSettings.of(data, ports), false);
        format(data);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, lock, ports);
    }

    /** Prepares an empty folder; leaves a folder that was prepared before as it is. */
    private static void format(Path data) throws IOException {
        Formatter formatter = new Formatter();
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        formatter.setNodeId(KafkaSettings.NODE);
        formatter.setClusterId(clusterId(data));
        formatter.setIgnoreFormatted(true);
        formatter.addDirectory(data.toString());
        formatter.setMetadataLogDirectory(data.toString());
        formatter.setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER);
        formatter.setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new EmbeddedFailure(
                    "The data folder %s holds something the embedded Kafka cannot read: %s".formatted(data,
                            e.getMessage()),
                    e);
        }
    }

    private static String clusterId(Path data) throws IOException {
        Path meta = data.resolve("meta.properties");
        if (!Files.exists(meta)) {
            return Uuid.randomUuid().toString();
        }
        Properties known = new Properties();
        try (InputStream in = Files.newInputStream(meta)) {
            known.load(in);
        }
        return known.getProperty("cluster.id", "");
    }

    public int port() {
        return ports.client();
    }

    /** Where the relay brings its clients. */
    public int relayedPort() {
        return ports.relayed();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        try {
            lock.close();
        } catch (IOException e) {
            throw new EmbeddedFailure("%s has ended, but its folder stays locked".formatted(PURPOSE), e);
        }
    }
}
