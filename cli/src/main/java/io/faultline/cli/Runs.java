package io.faultline.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.contracts.wire.DurationText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The runs there are and were. */
@Command(name = "runs", description = "Lists runs, or shows one.")
final class Runs implements Runnable {
    private static final Table TABLE = Table.of("/run", "RUN", "/run", "EXPERIMENT", "/experimentName", "PHASE",
            "/phase", "VERDICT", "/verdict", "SCORE", "/score", "REQUESTED", "/requestedAt");
    private static final Table DETAILS = Table.of("/run", "run", "/run", "experiment", "/experimentName", "phase",
            "/phase", "verdict", "/verdict", "score", "/score", "reasons", "/reasons", "stopped", "/reason",
            "requested by", "/requestedBy",
            "requested at", "/requestedAt", "started at", "/startedAt", "ended at", "/endedAt", "schedule",
            "/schedule");
    private final Faultline faultline;

    Runs(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        list(null, null, null, 20);
    }

    @Command(name = "list", description = "Lists runs, newest first.")
    void list(
            @Option(names = "--experiment", paramLabel = "NAME", description = "Of this experiment.") @Nullable String experiment,
            @Option(names = "--phase", paramLabel = "PHASE", description = "In this phase: Running, Completed, Stopped, Error...") @Nullable String phase,
            @Option(names = "--since", paramLabel = "SPAN", description = "Requested within this span or since this instant: 7d, 1h30m, 2026-11-21T06:00:00Z.") @Nullable String since,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most this many; 20 by default.") int limit) {
        Map<String, String> filters = new HashMap<>();
        try (FaultlineClient client = faultline.client()) {
            if (experiment != null) {
                filters.put("experiment", Experiments.find(client, experiment).id());
            }
            if (phase != null) {
                filters.put("phase", phase);
            }
            if (since != null) {
                filters.put("since", instant(since, faultline.console().clock().instant()).toString());
            }
            faultline.printer().list(client.list("/api/v1/runs", filters, limit), TABLE);
        }
    }

    @Command(name = "get", description = "Shows one run.")
    void get(
            @Parameters(paramLabel = "RUN", description = "Id, six or more characters of either end, or 'last'.") String run) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(client.read("/api/v1/runs/" + Faultline.run(client, run)), DETAILS);
        }
    }

    static Instant instant(String text, Instant now) {
        if (text.contains("T")) {
            return Instant.parse(text);
        }
        return now.minus(text.matches("\\d+d")
                ? Duration.ofDays(Long.parseLong(text.replace("d", "")))
                : DurationText.parse(text).duration());
    }
}
