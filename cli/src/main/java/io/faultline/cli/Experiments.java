package io.faultline.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.faultline.cli.api.Answer;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.Refusal;
import io.faultline.contracts.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The experiments kept. */
@Command(name = "experiments", description = "Keeps experiments: list, get, create, update, delete.")
final class Experiments implements Runnable {
    private static final String PATH = "/api/v1/experiments";
    private static final Table TABLE = Table.of("/id", "ID", "/id", "NAME", "/name", "REVISION", "/revision",
            "UPDATED", "/updatedAt");
    private final Faultline faultline;

    /** An experiment as it is kept. */
    record Kept(String id, int revision) {
        static Kept of(JsonNode json) {
            return new Kept(json.path("id").asString(""), json.path("revision").asInt(1));
        }
    }

    Experiments(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        list(50);
    }

    @Command(name = "list", description = "Lists experiments.")
    void list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most this many; 50 by default.") int limit) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(PATH, Map.of(), limit), TABLE);
        }
    }

    @Command(name = "get", description = "Shows one experiment; with -o yaml as a file to edit.")
    void get(@Parameters(paramLabel = "EXPERIMENT", description = "Id or name.") String experiment) {
        try (FaultlineClient client = faultline.client()) {
            JsonNode kept = client.read(PATH + "/" + find(client, experiment).id());
            if (faultline.format() == Format.YAML && kept.has("experiment")) {
                faultline.printer().tree(kept.path("experiment"));
            } else {
                faultline.printer().one(kept, TABLE);
            }
        }
    }

    @Command(name = "create", description = "Keeps the experiment in a file.")
    void create(@Parameters(paramLabel = "FILE", description = "The experiment.") Path file) {
        Experiment experiment = ExperimentFiles.read(file);
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(client.post(PATH, experiment), TABLE);
        }
    }

    @Command(name = "update", description = "Keeps the experiment in a file as a new revision of the one of its name.")
    void update(@Parameters(paramLabel = "FILE", description = "The experiment.") Path file) {
        Experiment experiment = ExperimentFiles.read(file);
        try (FaultlineClient client = faultline.client()) {
            Kept kept = find(client, experiment.name());
            faultline.printer().one(replace(client, kept, experiment), TABLE);
        }
    }

    @Command(name = "delete", description = "Forgets an experiment; its runs stay.")
    void delete(@Parameters(paramLabel = "EXPERIMENT", description = "Id or name.") String experiment) {
        try (FaultlineClient client = faultline.client()) {
            Kept kept = find(client, experiment);
            client.send("DELETE", PATH + "/" + kept.id(), null, Map.of());
            faultline.say("deleted " + experiment);
        }
    }

    /** Keeps an experiment under its name, as a new one or as the next revision. */
    static Kept keep(FaultlineClient client, Experiment experiment) {
        List<JsonNode> same = named(client, experiment.name());
        return Kept.of(same.isEmpty()
                ? client.post(PATH, experiment)
                : replace(client, Kept.of(same.getFirst()), experiment));
    }

    /** The experiment as a run would have it: what it says of a connected cluster is filled in by the server. */
    static Object frozen(FaultlineClient client, Experiment experiment) {
        return experiment.spec().infrastructure() == null
                ? experiment
                : client.post(PATH + "/frozen", experiment);
    }

    static Kept find(FaultlineClient client, String idOrName) {
        if (idOrName.matches("[0-9a-fA-F-]{36}")) {
            return new Kept(idOrName, 0);
        }
        return named(client, idOrName).stream().map(Kept::of).findFirst().orElseThrow(
                () -> Refusal.unknown(
                        "there is no experiment named '%s'; see faultline experiments list".formatted(idOrName)));
    }

    private static List<JsonNode> named(FaultlineClient client, String name) {
        return client.list(PATH, Map.of("name", name), 500).stream()
                .filter(experiment -> name.equals(experiment.path("name").asString(""))).toList();
    }

    private static JsonNode replace(FaultlineClient client, Kept kept, Experiment experiment) {
        Answer current = client.send("GET", PATH + "/" + kept.id(), null, Map.of());
        String etag = current.etag() == null ? "\"" + kept.revision() + "\"" : current.etag();
        return client.send("PUT", PATH + "/" + kept.id(), experiment, Map.of("If-Match", etag)).body();
    }
}
