package io.faultline.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.report.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What is broken right now, and the way to take it away. */
@Command(name = "faults", description = "Faults in force: active, list, revert, acknowledge.")
final class Faults implements Callable<Integer> {
    private static final String PATH = "/api/v1/faults";
    private static final int ALL = 10_000;
    private static final Table TABLE = Table.of("/id", "ID", "/id", "FAULT", "/fault", "TYPE", "/type", "STATE",
            "/state", "RUN", "/run", "TARGETS", "/targets", "UNTIL", "/until", "TROUBLE", "/trouble");
    private final Faultline faultline;

    Faults(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        return active();
    }

    @Command(name = "active", description = "What is broken right now, everywhere: until when, in whose hands, and how to undo it by hand. Ends with 8 if something could not be reverted.")
    int active() {
        try (FaultlineClient client = faultline.client()) {
            return show(client.list(PATH, Map.of("state", "active"), ALL));
        }
    }

    @Command(name = "list", description = "Lists faults by state, also those that are over.")
    void list(
            @Option(names = "--state", paramLabel = "STATE", defaultValue = "all", description = "active, all, intent, armed, reverted, not-injected or revert-failed; all by default.") String state,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most this many; 50 by default.") int limit) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(PATH, Map.of("state", state.toLowerCase(Locale.ROOT)), limit), TABLE);
        }
    }

    @Command(name = "revert", description = "Takes a fault away now; tries again what could not be reverted. Ends with 8 if it cannot.")
    int revert(@Parameters(paramLabel = "ID", description = "Its id: see faultline faults active.") long id) {
        try (FaultlineClient client = faultline.client()) {
            JsonNode fault = client.post(PATH + "/" + id + "/revert", Map.of());
            int code = show(List.of(fault));
            if (code == 0) {
                faultline.say("fault " + id + " (" + Table.text(fault, "/fault") + ") is "
                        + Table.text(fault, "/state"));
            }
            return code;
        }
    }

    @Command(name = "acknowledge", description = "Says that a fault that could not be reverted is gone: it was ended by hand, or its machine is gone for good. Nobody is alarmed of it any more, and its targets may be hit again.")
    void acknowledge(@Parameters(paramLabel = "ID", description = "Its id: see faultline faults active.") long id,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "How that is known; kept in the log of its run.") String reason) {
        try (FaultlineClient client = faultline.client()) {
            JsonNode fault = client.post(PATH + "/" + id + "/acknowledge",
                    Map.of("reason", reason, "requestedBy", System.getProperty("user.name", "")));
            faultline.say("fault " + id + " (" + Table.text(fault, "/fault") + ") is acknowledged: "
                    + Table.text(fault, "/state"));
        }
    }

    private int show(List<JsonNode> faults) {
        if (faultline.format() == Format.TABLE) {
            new BrokenText(faults, faultline.console().clock().instant())
                    .lines(faultline.console().terminal().look()).forEach(faultline.console().out()::println);
        } else {
            faultline.printer().list(faults, TABLE);
        }
        return faults.stream().anyMatch(BrokenText::isStuck) ? Exit.STUCK.code() : Exit.PASSED.code();
    }
}
