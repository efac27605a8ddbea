package io.faultline.cli;

import java.util.Map;

import io.faultline.cli.api.FaultlineClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fault proxies: what network faults are aimed at. */
@Command(name = "proxy", description = "Puts fault proxies between clients and upstreams: add, list, remove.")
final class Proxy implements Runnable {
    private static final String PATH = "/api/v1/proxies";
    private static final Table TABLE = Table.of("/name", "NAME", "/name", "LISTENS ON", "/listen", "UPSTREAM",
            "/upstream", "FAULTS", "/faults");
    private final Faultline faultline;

    Proxy(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "add", description = "Adds a fault proxy; point the client at where it listens.")
    void add(@Parameters(paramLabel = "NAME", description = "Its name: what a fault's target.proxy says.") String name,
            @Option(names = "--listen", required = true, paramLabel = "HOST:PORT", description = "Where it listens; on this machine only unless a host is given.") String listen,
            @Option(names = "--upstream", required = true, paramLabel = "HOST:PORT", description = "Where the bytes go.") String upstream) {
        String address = listen.contains(":") ? listen : "127.0.0.1:" + listen;
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(client.post(PATH, Map.of("name", name, "listen", address, "upstream", upstream)),
                    TABLE);
        }
    }

    @Command(name = "list", description = "Lists fault proxies.")
    void list() {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(PATH, Map.of(), 500), TABLE);
        }
    }

    @Command(name = "remove", description = "Removes a fault proxy.")
    void remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        try (FaultlineClient client = faultline.client()) {
            client.send("DELETE", PATH + "/" + FaultlineClient.segment(name), null, Map.of());
            faultline.say("removed " + name);
        }
    }
}
