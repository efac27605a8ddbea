package io.faultline.cli;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.cli.api.FaultlineClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records no service could read or apply. */
@Command(name = "dead", description = "Dead letters: records nobody could read or apply: list, show, replay.")
final class Dead implements Runnable {
    private static final String PATH = "/api/v1/dead-letters";
    private static final Table TABLE = Table.of("/id", "ID", "/id", "AT", "/at", "CONSUMER", "/consumer", "TYPE",
            "/type", "REASON", "/reason", "REPLAYED", "/replayedAt");
    private final Faultline faultline;

    Dead(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        list(50);
    }

    @Command(name = "list", description = "Lists dead letters, newest first.")
    void list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most this many; 50 by default.") int limit) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(PATH, Map.of(), limit), TABLE);
        }
    }

    @Command(name = "show", description = "Shows one whole, with its headers.")
    void show(@Parameters(paramLabel = "ID", description = "Its id: topic/partition/offset.") String id) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().tree(client.read(PATH + "/" + place(id)));
        }
    }

    @Command(name = "replay", description = "Sends one again to where it came from; it is recognised by its event id.")
    void replay(@Parameters(paramLabel = "ID", description = "Its id: topic/partition/offset.") String id) {
        try (FaultlineClient client = faultline.client()) {
            client.send("POST", PATH + "/" + place(id) + "/replay", null, Map.of());
            faultline.say("replayed " + id);
        }
    }

    /** An id is where the record lay: each part a segment of the path. */
    private static String place(String id) {
        return Stream.of(id.split("/", -1)).map(FaultlineClient::segment).collect(Collectors.joining("/"));
    }
}
