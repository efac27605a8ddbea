package io.faultline.cli;

import java.util.Map;

import io.faultline.cli.api.FaultlineClient;
import picocli.CommandLine.Command;

/** What is broken right now. */
@Command(name = "faults", description = "Faults in force: active.")
final class Faults implements Runnable {
    private static final Table TABLE = Table.of("/fault", "FAULT", "/fault", "TYPE", "/type", "STATE", "/state", "RUN",
            "/run", "TARGETS", "/targets", "UNTIL", "/until", "BY HAND", "/manualUndo");
    private final Faultline faultline;

    Faults(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        active();
    }

    @Command(name = "active", description = "What is broken right now, where, and until when.")
    void active() {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list("/api/v1/faults", Map.of("state", "active"), 500), TABLE);
        }
    }
}
