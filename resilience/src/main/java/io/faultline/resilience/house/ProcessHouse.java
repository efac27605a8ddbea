package io.faultline.resilience.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.faultline.embedded.Durability;
import io.faultline.embedded.Ports;
import io.faultline.embedded.PostgresProcess;
import io.faultline.standalone.Room;
import io.faultline.testkit.FaultyLink;

/** Postgres, Kafka and the six services, each a process of its own on its own port, which it keeps over its restarts. */
public final class ProcessHouse implements AutoCloseable {
    public static final String KEY = "resilience-of-this-machine-and-no-other";

    private final Installation installation;
    private final Path home;
    private final Map<Room, ChildJvm> services = new EnumMap<>(Room.class);
    private final Map<Room, Integer> ports = new EnumMap<>(Room.class);
    private final int kafkaPort = Ports.free();
    private final int postgresPort = Ports.free();
    private final BiConsumer<Room, String> heard;
    private final FaultyLink kafkaLink = FaultyLink.to(0);
    private final FaultyLink postgresLink = FaultyLink.to(postgresPort);
    private final ChildJvm broker;
    /** Whoever ends this JVM by its signal must not leave a database behind. */
    private final Thread hook = Thread.ofPlatform().name("house-end").unstarted(this::end);
    private PostgresProcess postgres;
    private boolean isPostgresUp = true;

    private ProcessHouse(Installation installation, Path home, BiConsumer<Room, String> heard) {
        this.installation = installation;
        this.home = home;
        this.heard = heard;
        List<String> command = installation.command(BrokerProcess.class, 320);
        command.addAll(List.of(home.resolve("kafka").toString(), Integer.toString(kafkaPort),
                Integer.toString(kafkaLink.port())));
        broker = new ChildJvm("kafka", command, Map.of(), home.resolve("kafka.log"), line -> {
            if (line.startsWith("relayed ")) {
                kafkaLink.leadTo(Integer.parseInt(line.substring("relayed ".length())));
            }
        });
        broker.start();
        postgres = PostgresProcess.start(home.resolve("postgres"), postgresPort, Durability.DURABLE);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts all of it and returns when it serves.
     *
     * @param heard what services say of their crash points
     */
    public static ProcessHouse start(Installation installation, Path home, BiConsumer<Room, String> heard)
            throws IOException {
        Files.createDirectories(home);
        ProcessHouse house = new ProcessHouse(installation, home, heard);
        try {
            house.startAll();
            return house;
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    private void startAll() {
        broker.awaitReady();
        rooms().forEach(room -> ports.put(room, Ports.free()));
        ports.forEach((room, port) -> services.put(room, another(room, "resilience", port)));
        services.values().forEach(ChildJvm::start);
        services.values().forEach(ChildJvm::awaitReady);
    }

    /** Those who write; the gateway only hands on. */
    public static List<Room> rooms() {
        return List.of(Room.LOGSTREAM, Room.SCORING, Room.PROBE, Room.INJECTOR, Room.SCHEDULER, Room.EXPERIMENT);
    }

    /** One more of a service, not started yet. */
    public ChildJvm another(Room room, String instance, int port) {
        return another(room, instance, port, kafka(), postgres.jdbcUrl());
    }

    /** The same at other addresses of Kafka and Postgres: those of a proxy between. */
    public ChildJvm another(Room room, String instance, int port, String kafka, String jdbcUrl) {
        List<String> command = new ArrayList<>(installation.command(ServiceProcess.class, 160));
        command.add(room.name());
        command.addAll(List.of("--server.port=" + port, "--FAULTLINE_API_KEY=" + KEY,
                "--FAULTLINE_INSTANCE=" + instance, "--FAULTLINE_KAFKA=" + kafka, "--FAULTLINE_DB_URL=" + jdbcUrl,
                "--FAULTLINE_DB_USER=" + PostgresProcess.USER, "--FAULTLINE_DB_PASSWORD=" + postgres.password(),
                "--spring.datasource.driver-class-name=io.faultline.resilience.point.HeldDriver",
                "--faultline.probe.command.allow=*", "--management.tracing.enabled=false",
                "--springdoc.api-docs.enabled=false"));
        ports.forEach((each, at) -> command.add("--%s=%s".formatted(each.addressSetting(), address(at))));
        return new ChildJvm(room.title(), command, Map.of("FAULTLINE_HOME", home.toString()),
                home.resolve(room.title() + ".log"), line -> heard.accept(room, line));
    }

    /** The path to Kafka of those who do not come directly. */
    public FaultyLink kafkaLink() {
        return kafkaLink;
    }

    /** The path to Postgres of those who do not come directly. */
    public FaultyLink postgresLink() {
        return postgresLink;
    }

    /** Puts a service in the place of another of its kind, which is dead; it is not started yet. */
    public void replace(Room room, ChildJvm by) {
        services.put(room, by);
    }

    public int port(Room room) {
        return Objects.requireNonNull(ports.get(room));
    }

    public ChildJvm service(Room room) {
        return Objects.requireNonNull(services.get(room));
    }

    public Collection<ChildJvm> services() {
        return services.values();
    }

    public ChildJvm broker() {
        return broker;
    }

    public String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    public String databasePassword() {
        return postgres.password();
    }

    public String address(Room room) {
        return address(Objects.requireNonNull(ports.get(room)));
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    public Path home() {
        return home;
    }

    /** Ends Postgres as <code>pg_ctl stop -m immediate</code> does: nothing is put in order, no connection is told. */
    public void endPostgresAtOnce() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst().strip());
            ProcessHandle master = ProcessHandle.of(pid).orElseThrow();
            Signals.send("QUIT", pid);
            master.onExit().join();
            postgres.close();
            isPostgresUp = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Broker and database stand again, if they did not. */
    public void restore() {
        if (!broker.isAlive()) {
            broker.start();
        }
        broker.awaitReady();
        if (!isPostgresUp) {
            startPostgres();
        }
    }

    public void startPostgres() {
        isPostgresUp = true;
        postgres = PostgresProcess.start(home.resolve("postgres"), postgresPort, Durability.DURABLE);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return;
        }
        end();
    }

    private void end() {
        services.values().forEach(ChildJvm::kill);
        broker.kill();
        postgres.close();
        kafkaLink.close();
        postgresLink.close();
    }
}
