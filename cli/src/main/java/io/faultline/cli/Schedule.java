package io.faultline.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.faultline.cli.api.Answer;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.contracts.experiment.Experiment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs that start by the clock. */
@Command(name = "schedule", description = "Starts runs by the clock: create, list, get, update, delete, next.")
final class Schedule implements Runnable {
    private static final String PATH = "/api/v1/schedules";
    private static final Table TABLE = Table.of("/id", "SCHEDULE", "/id", "EXPERIMENT", "/experimentName", "CRON",
            "/cron", "ZONE", "/zone", "ENABLED", "/enabled", "NEXT", "/nextFiring", "NAME", "/name");
    private final Faultline faultline;

    Schedule(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        list(50);
    }

    @Command(name = "create", description = "Runs the experiment in a file by a cron expression.")
    void create(
            @Parameters(paramLabel = "FILE", description = "The experiment; it is kept, or kept as a new revision.") Path file,
            @Option(names = "--cron", required = true, paramLabel = "CRON", description = "minute hour day month weekday, like '0 3 * * 1-5'; with six fields seconds come first; or @hourly and the like.") String cron,
            @Option(names = "--zone", paramLabel = "ZONE", defaultValue = "UTC", description = "Time zone, like Europe/Berlin; UTC by default.") String zone,
            @Option(names = "--name", paramLabel = "NAME", description = "What people call it.") @Nullable String name,
            @Option(names = "--disabled", description = "Do not fire yet.") boolean disabled) {
        Experiment experiment = ExperimentFiles.read(file);
        try (FaultlineClient client = faultline.client()) {
            Experiments.Kept kept = Experiments.keep(client, experiment);
            Map<String, Object> schedule = new LinkedHashMap<>();
            if (name != null) {
                schedule.put("name", name);
            }
            schedule.put("experimentId", kept.id());
            schedule.put("revision", kept.revision());
            schedule.put("experiment", Experiments.frozen(client, experiment));
            schedule.put("cron", cron);
            schedule.put("zone", zone);
            schedule.put("enabled", !disabled);
            faultline.printer().one(client.post(PATH, schedule), TABLE);
        }
    }

    @Command(name = "list", description = "Lists schedules.")
    void list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most this many; 50 by default.") int limit) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(PATH, Map.of(), limit), TABLE);
        }
    }

    @Command(name = "get", description = "Shows one schedule.")
    void get(@Parameters(paramLabel = "SCHEDULE", description = "Its id.") String schedule) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(client.read(PATH + "/" + FaultlineClient.segment(schedule)), TABLE);
        }
    }

    @Command(name = "update", description = "Changes when a schedule fires, whether it does, or what it runs.")
    void update(@Parameters(paramLabel = "SCHEDULE", description = "Its id.") String schedule,
            @Option(names = "--cron", paramLabel = "CRON", description = "New cron expression.") @Nullable String cron,
            @Option(names = "--zone", paramLabel = "ZONE", description = "New time zone.") @Nullable String zone,
            @Option(names = "--enabled", paramLabel = "true|false", description = "Whether it fires.") @Nullable Boolean enabled,
            @Option(names = "--file", paramLabel = "FILE", description = "The experiment as it shall run from now on.") @Nullable Path file) {
        try (FaultlineClient client = faultline.client()) {
            Answer current = client.send("GET", PATH + "/" + FaultlineClient.segment(schedule), null, Map.of());
            ObjectNode changed = current.body().deepCopy().asObject().retain("name", "experimentId", "revision",
                    "experiment", "cron", "zone", "enabled");
            if (cron != null) {
                changed.put("cron", cron);
            }
            if (zone != null) {
                changed.put("zone", zone);
            }
            if (enabled != null) {
                changed.put("enabled", enabled);
            }
            if (file != null) {
                Experiment experiment = ExperimentFiles.read(file);
                Experiments.Kept kept = Experiments.keep(client, experiment);
                changed.put("experimentId", kept.id()).put("revision", kept.revision()).putPOJO("experiment",
                        Experiments.frozen(client, experiment));
            }
            Map<String, String> headers = current.etag() == null ? Map.of() : Map.of("If-Match", current.etag());
            faultline.printer().one(
                    client.send("PUT", PATH + "/" + FaultlineClient.segment(schedule), changed, headers).body(), TABLE);
        }
    }

    @Command(name = "delete", description = "Deletes a schedule: it never fires again.")
    void delete(@Parameters(paramLabel = "SCHEDULE", description = "Its id.") String schedule) {
        try (FaultlineClient client = faultline.client()) {
            client.send("DELETE", PATH + "/" + FaultlineClient.segment(schedule), null, Map.of());
            faultline.say("deleted " + schedule);
        }
    }

    @Command(name = "next", description = "Shows when a schedule fires next, ten times.")
    void next(@Parameters(paramLabel = "SCHEDULE", description = "Its id.") String schedule) {
        try (FaultlineClient client = faultline.client()) {
            JsonNode firings = client.read(PATH + "/" + FaultlineClient.segment(schedule) + "/firings");
            if (faultline.format() == Format.TABLE || faultline.format() == Format.NAME) {
                firings.path("firings").forEach(tick -> faultline.console().out().println(tick.asString("")));
            } else {
                faultline.printer().tree(firings);
            }
        }
    }
}
