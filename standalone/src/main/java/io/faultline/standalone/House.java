package io.faultline.standalone;

import java.net.URI;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.faultline.embedded.KafkaBroker;
import io.faultline.embedded.Ports;
import io.faultline.embedded.PostgresProcess;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The standing house. Postgres first, then Kafka, then one context after the other (in parallel Boot's logging stumbles,
 * and on two cores nothing is gained); taken down in the opposite order. A room that fails takes all down again.
 */
public final class House implements AutoCloseable {
    /** Hears of each part as it is ready. */
    public interface Progress {
        void ready(String part);
    }

    private final HouseSettings settings;
    private final Progress progress;
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
    private final Map<Room, Integer> ports = new EnumMap<>(Room.class);
    private final Map<String, String> found = new ConcurrentHashMap<>();

    private House(HouseSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public static House start(HouseSettings settings, Progress progress) {
        House house = new House(settings, progress);
        try {
            house.startAll();
            return house;
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /** The one address. */
    public URI address() {
        return addressOf(Room.GATEWAY);
    }

    /** What a tool on this machine needs to find the house and look into it. */
    public Map<String, String> description() {
        Map<String, String> description = new LinkedHashMap<>(found);
        description.put("address", address().toString());
        ports.keySet().forEach(room -> description.put(room.title(), addressOf(room).toString()));
        description.put("pid", Long.toString(ProcessHandle.current().pid()));
        return description;
    }

    private URI addressOf(Room room) {
        return URI.create("http://127.0.0.1:" + ports.get(room));
    }

    private void startAll() {
        List<String> arguments = new ArrayList<>();
        arguments.add("--FAULTLINE_API_KEY=" + settings.key());
        arguments.add("--FAULTLINE_INSTANCE=standalone");
        arguments.add("--faultline.injector.journal=" + settings.data().resolveSibling(Folders.JOURNAL));
        arguments.add("--faultline.probe.command.allow=*");
        // Nobody succeeds a house that is closed: what is in force is mended at once.
        arguments.add("--faultline.injector.hand-over=false");
        arguments.addAll(infrastructure());
        for (Room room : Room.values()) {
            ports.put(room, room == Room.GATEWAY && settings.port() != 0 ? settings.port() : Ports.free());
            arguments.add("--" + room.addressSetting() + "=" + addressOf(room));
        }
        for (Room room : Room.values()) {
            start(room, arguments);
            progress.ready(room.title());
        }
    }

    /** Postgres is a process of its own: while it makes its data folder, Kafka starts. */
    private List<String> infrastructure() {
        CompletableFuture<List<String>> database = CompletableFuture.supplyAsync(this::database);
        List<String> arguments = new ArrayList<>();
        try {
            String brokers = kafka();
            found.put("kafka", brokers);
            arguments.add("--FAULTLINE_KAFKA=" + brokers);
        } finally {
            database.exceptionally(_ -> List.of()).join();
        }
        try {
            arguments.addAll(database.join());
            return arguments;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private List<String> database() {
        if (settings.database() != null) {
            return List.of("--FAULTLINE_DB_URL=" + settings.database());
        }
        PostgresProcess postgres = PostgresProcess.start(settings.data().resolve("postgres"), 0,
                settings.durability());
        open.push(postgres);
        progress.ready("postgres");
        found.putAll(Map.of("database", postgres.jdbcUrl(), "databaseUser", PostgresProcess.USER, "databasePassword",
                postgres.password()));
        return List.of("--FAULTLINE_DB_URL=" + postgres.jdbcUrl(), "--FAULTLINE_DB_USER=" + PostgresProcess.USER,
                "--FAULTLINE_DB_PASSWORD=" + postgres.password());
    }

    private String kafka() {
        if (settings.kafka() != null) {
            return settings.kafka();
        }
        KafkaBroker broker = KafkaBroker.start(settings.data().resolve("kafka"), 0);
        open.push(broker);
        progress.ready("kafka");
        return broker.bootstrapServers();
    }

    private void start(Room room, List<String> arguments) {
        List<String> own = new ArrayList<>(arguments);
        own.add("--server.port=" + ports.get(room));
        ConfigurableApplicationContext context = room.start(own);
        open.push(context::close);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("While closing: " + e.getMessage());
            }
        }
    }
}
