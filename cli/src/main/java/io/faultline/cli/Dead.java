package io.faultline.cli;

import java.util.Map;

import io.faultline.cli.api.FaultlineClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records no service could read or apply. */
@Command(name = "dead", description = "Dead letters: records nobody could read or apply: list, show, replay.")
final class Dead implements Runnable {
    private static final String PATH = "/api/v1/dead-letters";
    private static final Table TABLE = Table.of("/id", "ID", "/id", "AT", "/at", "CONSUMER", "/consumer", "TYPE",
            "/type", "REASON", "/reason");
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
    void show(@Parameters(paramLabel = "ID", description = "Its id.") String id) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().tree(client.read(PATH + "/" + FaultlineClient.segment(id)));
        }
    }

    @Command(name = "replay", description = "Sends one again to where it came from; it is recognised by its event id.")
    void replay(@Parameters(paramLabel = "ID", description = "Its id.") String id) {
        try (FaultlineClient client = faultline.client()) {
            client.send("POST", PATH + "/" + FaultlineClient.segment(id) + "/replay", null, Map.of());
            faultline.say("replayed " + id);
        }
    }
}
