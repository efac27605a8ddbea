package io.faultline.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Hubs: templates of faults and experiments. */
@Command(name = "hub", description = "Looks into hubs of templates: list, show, faults, experiments, template, add, sync, remove, use, push.")
final class Hub implements Runnable {
    private static final String PATH = "/api/v1/hubs";
    private static final String EMBEDDED = "embedded";
    private static final int MOST = 10_000;
    private static final Table TABLE = Table.of("/name", "NAME", "/name", "KIND", "/kind", "STATE", "/state", "FAULTS",
            "/faults", "EXPERIMENTS", "/experiments", "SYNCED", "/syncedAt", "ID", "/id");
    private static final Table DETAILS = Table.of("/name", "NAME", "/name", "ID", "/id", "KIND", "/kind", "STATE",
            "/state", "TROUBLE", "/trouble", "DESCRIPTION", "/description", "URL", "/url", "BRANCH", "/branch", "AUTH",
            "/auth", "USER", "/user", "HOST KEY", "/hostKey", "FAULTS", "/faults", "EXPERIMENTS", "/experiments",
            "SYNCED", "/syncedAt",
            "COMMIT", "/commit", "LEFT OUT", "/leftOut");
    private static final Table TEMPLATES = Table.of("/path", "TEMPLATE", "/path", "DESCRIPTION", "/description");
    private static final Table MADE = Table.of("/id", "NAME", "/name", "ID", "/id", "REVISION", "/revision");
    private static final Table PUSHED = Table.of("/template", "TEMPLATE", "/template", "COMMIT", "/commit", "CHANGED",
            "/changed");
    private final Faultline faultline;

    Hub(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "Lists hubs; the one that comes with Faultline first.")
    void list() {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(PATH, Map.of(), MOST), TABLE);
        }
    }

    @Command(name = "show", description = "Shows a hub, and why it could not be taken in if it could not.")
    void show(@Parameters(paramLabel = "HUB", description = "Its name or id.") String hub) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(client.read(path(client, hub)), DETAILS);
        }
    }

    @Command(name = "faults", description = "Lists templates of faults.")
    void faults(
            @Parameters(paramLabel = "HUB", arity = "0..1", defaultValue = EMBEDDED, description = "Its name or id; the one that comes along by default.") String hub,
            @Option(names = "--category", paramLabel = "CATEGORY", description = "Only of this category.") @Nullable String category) {
        templates(hub, category == null ? Map.of("kind", "fault") : Map.of("kind", "fault", "category", category));
    }

    @Command(name = "experiments", description = "Lists templates of experiments.")
    void experiments(
            @Parameters(paramLabel = "HUB", arity = "0..1", defaultValue = EMBEDDED, description = "Its name or id; the one that comes along by default.") String hub) {
        templates(hub, Map.of("kind", "experiment"));
    }

    private void templates(String hub, Map<String, String> filters) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(path(client, hub) + "/templates", filters, MOST), TEMPLATES);
        }
    }

    @Command(name = "template", description = "Writes a template, to be edited and sent as a file; with -o json what it does.")
    void template(
            @Parameters(paramLabel = "TEMPLATE", description = "Its path: faults/kubernetes/pod-delete.") String template,
            @Option(names = "--hub", paramLabel = "HUB", defaultValue = EMBEDDED, description = "Its hub; the one that comes along by default.") String hub) {
        try (FaultlineClient client = faultline.client()) {
            String path = path(client, hub) + "/templates/" + segments(template);
            if (faultline.format() == Format.TABLE) {
                faultline.console().out().print(client.text(path));
            } else {
                faultline.printer().tree(client.read(path));
            }
        }
    }

    @Command(name = "add", description = "Adds the hub of a git repository or a zip file in Litmus' layout, and takes it in.")
    void add(@Parameters(paramLabel = "NAME", description = "What it is called.") String name,
            @Parameters(paramLabel = "URL", description = "Its repository: https://HOST/PATH, or git@HOST:PATH.") String url,
            @Mixin RemoteOptions remote,
            @Option(names = "--description", paramLabel = "TEXT", description = "What is in it.") @Nullable String description,
            @Option(names = "--zip", description = "The address is that of a zip file.") boolean zip,
            @Option(names = "--no-sync", description = "Keep it without taking it in yet.") boolean later) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("name", name);
        wanted.put("url", url);
        if (description != null) {
            wanted.put("description", description);
        }
        if (zip) {
            wanted.put("zip", true);
        }
        wanted.put("sync", !later);
        wanted.putAll(remote.said(faultline.console(), url));
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(client.post(PATH, wanted), DETAILS);
        }
    }

    @Command(name = "sync", description = "Takes a hub in anew.")
    void sync(@Parameters(paramLabel = "HUB", description = "Its name or id.") String hub) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(client.post(path(client, hub) + "/sync", Map.of()), DETAILS);
        }
    }

    @Command(name = "remove", description = "Removes a hub; its repository, and experiments made of it, stay.")
    void remove(@Parameters(paramLabel = "HUB", description = "Its name or id.") String hub) {
        try (FaultlineClient client = faultline.client()) {
            client.send("DELETE", path(client, hub), null, Map.of());
            faultline.say("removed " + hub);
        }
    }

    @Command(name = "use", description = "Makes an experiment of a template. Its faults are aimed at stand-ins: change them before you run it.")
    void use(
            @Parameters(paramLabel = "TEMPLATE", description = "Its path: faults/kubernetes/pod-delete.") String template,
            @Option(names = "--hub", paramLabel = "HUB", defaultValue = EMBEDDED, description = "Its hub; the one that comes along by default.") String hub,
            @Option(names = "--name", paramLabel = "NAME", description = "The experiment's name; the template's by default.") @Nullable String name) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("template", template));
        if (name != null) {
            wanted.put("name", name);
        }
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(client.post(path(client, hub) + "/experiments", wanted), MADE);
        }
    }

    @Command(name = "push", description = "Makes a template of an experiment: a commit on top of the hub's branch.")
    void push(@Parameters(paramLabel = "EXPERIMENT", description = "Its id or name.") String experiment,
            @Option(names = "--hub", required = true, paramLabel = "HUB", description = "The hub of a git repository.") String hub,
            @Option(names = "--name", paramLabel = "NAME", description = "The template's name; the experiment's by default.") @Nullable String name) {
        try (FaultlineClient client = faultline.client()) {
            Map<String, Object> wanted = new LinkedHashMap<>(
                    Map.of("experiment", Experiments.find(client, experiment).id()));
            if (name != null) {
                wanted.put("name", name);
            }
            faultline.printer().one(client.post(path(client, hub) + "/templates", wanted), PUSHED);
        }
    }

    /** Path segments of the address as they are: a template's path is one of the server's own words. */
    private static String segments(String template) {
        return String.join("/", List.of(template.split("/", -1)).stream().map(FaultlineClient::segment).toList());
    }

    private static String path(FaultlineClient client, String idOrName) {
        if (idOrName.equals(EMBEDDED) || idOrName.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            return PATH + "/" + idOrName;
        }
        return client.list(PATH, Map.of(), MOST).stream()
                .filter(each -> idOrName.equals(each.path("name").asString("")))
                .map((JsonNode each) -> PATH + "/" + each.path("id").asString("")).findFirst()
                .orElseThrow(() -> Refusal.unknown(
                        "there is no hub named '%s'; see faultline hub list".formatted(idOrName)));
    }
}
