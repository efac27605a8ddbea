package io.faultline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.Refusal;
import io.faultline.cli.text.Line;
import io.faultline.cli.text.Style;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Connected clusters: what an experiment names as its infrastructure. */
@Command(name = "infra", description = "Connects clusters: connect (by a kubeconfig), register (by a manifest with an agent), list, show, change, manifest, token, delete.")
final class Infra implements Runnable {
    private static final String PATH = "/api/v1/infrastructures";
    private static final Table TABLE = Table.of("/id", "NAME", "/name", "KIND", "/kind", "STATE", "/state", "NAMESPACE",
            "/namespace", "AGENTS", "/liveAgents", "ID", "/id");
    private static final Table DETAILS = Table.of("/id", "NAME", "/name", "ID", "/id", "KIND", "/kind", "STATE",
            "/state", "DESCRIPTION", "/description", "NAMESPACE", "/namespace", "KUBECONFIG", "/kubeconfig", "CONTEXT",
            "/context", "FAULTS", "/faults", "AGENT IN", "/agentNamespace", "CALLS", "/server", "IMAGE", "/image",
            "HELPERS", "/helperImage", "CONNECTED", "/createdAt");
    private static final Table AGENTS = Table.of("/instance", "AGENT", "/instance", "VERSION", "/version", "LIVE",
            "/live", "SINCE", "/since", "LAST HEARD", "/lastHeard");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    /** What is not in a manifest, so that nothing is to be applied when it changes. */
    private static final Set<String> IN_NO_MANIFEST = Set.of("name", "tags", "description");
    /** What servers name unless they are told of another image. */
    private static final Pattern UNPUBLISHED = Pattern.compile("docker\\.io/faultline/(agent|helper):[\\w.-]+");
    private final Faultline faultline;

    Infra(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        list(50);
    }

    @Command(name = "connect", description = "Connects a cluster that the services reach by a kubeconfig. Nothing is asked of it yet: check it by faultline plan.")
    void connect(@Parameters(paramLabel = "NAME", description = "What experiments call it.") String name,
            @Option(names = "--kubeconfig", required = true, paramLabel = "FILE", description = "The kubeconfig, where the services run; only its path is kept.") Path kubeconfig,
            @Option(names = "--context", paramLabel = "CONTEXT", description = "Context in it, unless its current one.") @Nullable String context,
            @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "The only namespace anything may be done in.") @Nullable String namespace,
            @Option(names = "--faults", paramLabel = "FAULT", split = ",", description = "The only faults that may happen; all by default.") @Nullable List<String> faults,
            @Option(names = "--tags", paramLabel = "TAG", split = ",", description = "Words to find it by.") @Nullable List<String> tags,
            @Option(names = "--description", paramLabel = "TEXT", description = "What it is.") @Nullable String description) {
        Map<String, Object> wanted = wanted(name, "CONNECTOR", namespace, faults, tags, description);
        wanted.put("kubeconfig", kubeconfig.toAbsolutePath().normalize().toString());
        put(wanted, "context", context);
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(shown(client.post(PATH, wanted)), DETAILS);
        }
    }

    @Command(name = "register", description = "Connects a cluster by an agent in it: writes the manifest to apply there. Its token is shown this once.")
    void register(@Parameters(paramLabel = "NAME", description = "What experiments call it.") String name,
            @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "The only namespace anything may be done in, where the agent lives too; without it, the whole cluster.") @Nullable String namespace,
            @Option(names = "--faults", paramLabel = "FAULT", split = ",", description = "The only faults its roles let happen; all by default. Name those you use: helpers need the right to create pods.") @Nullable List<String> faults,
            @Mixin AgentOptions agent,
            @Option(names = "--tags", paramLabel = "TAG", split = ",", description = "Words to find it by.") @Nullable List<String> tags,
            @Option(names = "--description", paramLabel = "TEXT", description = "What it is.") @Nullable String description,
            @Option(names = "--file", paramLabel = "FILE", description = "Write the manifest there instead of to standard output.") @Nullable Path file) {
        Map<String, Object> wanted = wanted(name, "MANIFEST", namespace, faults, tags, description);
        wanted.putAll(agent.said());
        try (FaultlineClient client = faultline.client()) {
            given(registered(client, wanted), file);
        }
    }

    /** A server that does not say where it is reached is reached where we reach it, unless that is a pod's own loopback. */
    private JsonNode registered(FaultlineClient client, Map<String, Object> wanted) {
        try {
            return client.post(PATH, wanted);
        } catch (Refusal e) {
            if (wanted.containsKey("server") || e.places().stream().noneMatch(at -> at.pointer().equals("/server"))) {
                throw e;
            } else if (client.access().isThisMachine()) {
                throw new IllegalArgumentException(
                        "pods reach themselves at %s; say --server https://HOST, where they reach Faultline"
                                .formatted(client.access().address().getHost()));
            }
            wanted.put("server", client.access().address().toString());
            return client.post(PATH, wanted);
        }
    }

    @Command(name = "list", description = "Lists connected clusters.")
    void list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most this many; 50 by default.") int limit) {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(PATH, Map.of(), limit).stream().map(Infra::shown).toList(), TABLE);
        }
    }

    @Command(name = "show", description = "Shows a connected cluster and its agents.")
    void show(@Parameters(paramLabel = "NAME", description = "Its name or id.") String name) {
        try (FaultlineClient client = faultline.client()) {
            JsonNode found = client.read(PATH + "/" + find(client, name));
            faultline.printer().one(faultline.format() == Format.TABLE ? shown(found) : found, DETAILS);
            List<JsonNode> agents = found.path("agents").valueStream().toList();
            if (faultline.format() == Format.TABLE && !agents.isEmpty()) {
                PrintStream out = faultline.console().out();
                out.println();
                AGENTS.lines(agents, faultline.console().terminal().look()).forEach(out::println);
            }
        }
    }

    @Command(name = "change", description = "Changes what is named, and nothing else; an empty value ('') takes it away.")
    void change(@Parameters(paramLabel = "NAME", description = "Its name or id.") String name,
            @Option(names = "--name", paramLabel = "NAME", description = "What experiments call it from now on.") @Nullable String next,
            @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "The only namespace anything may be done in.") @Nullable String namespace,
            @Option(names = "--faults", paramLabel = "FAULT", split = ",", description = "The only faults that may happen, all of them anew.") @Nullable List<String> faults,
            @Mixin AgentOptions agent,
            @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The kubeconfig, where the services run.") @Nullable Path kubeconfig,
            @Option(names = "--context", paramLabel = "CONTEXT", description = "Context in it.") @Nullable String context,
            @Option(names = "--tags", paramLabel = "TAG", split = ",", description = "Words to find it by, all of them anew.") @Nullable List<String> tags,
            @Option(names = "--description", paramLabel = "TEXT", description = "What it is.") @Nullable String description) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        put(wanted, "name", next);
        put(wanted, "namespace", namespace);
        put(wanted, "faults", faults);
        put(wanted, "tags", tags);
        put(wanted, "description", description);
        put(wanted, "kubeconfig", kubeconfig == null ? null : kubeconfig.toAbsolutePath().normalize().toString());
        put(wanted, "context", context);
        wanted.putAll(agent.said());
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("say what is to change; faultline infra change --help lists what can");
        }
        try (FaultlineClient client = faultline.client()) {
            changed(client, find(client, name), wanted);
        }
    }

    /** From the version that is there now, so that nobody's change is lost. */
    private void changed(FaultlineClient client, String id, Map<String, Object> wanted) {
        String etag = client.send("GET", PATH + "/" + id, null, Map.of()).etag();
        JsonNode changed = client.send("PATCH", PATH + "/" + id, emptied(Wire.mapper().valueToTree(wanted)),
                etag == null ? Map.of() : Map.of("If-Match", etag)).body();
        faultline.printer().one(faultline.format() == Format.TABLE ? shown(changed) : changed, DETAILS);
        if (isByAgent(changed) && !IN_NO_MANIFEST.containsAll(wanted.keySet())) {
            faultline.say("    re-apply: faultline infra manifest %s | kubectl apply -f -".formatted(
                    Table.text(changed, "/name")));
        }
    }

    /** A merge patch, in which what is empty is to go. */
    private static ObjectNode emptied(ObjectNode said) {
        said.properties().forEach(each -> {
            JsonNode value = each.getValue();
            if (value instanceof ObjectNode inner) {
                emptied(inner);
            } else if (value.isArray() && value.valueStream().allMatch(Infra::isEmpty) || isEmpty(value)) {
                each.setValue(NullNode.getInstance());
            }
        });
        return said;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isString() && value.asString().isEmpty();
    }

    private static boolean isByAgent(JsonNode infrastructure) {
        return "MANIFEST".equals(infrastructure.path("kind").asString(""));
    }

    @Command(name = "manifest", description = "Writes the manifest of a cluster's agent, without its token: the secret there stays.")
    void manifest(@Parameters(paramLabel = "NAME", description = "Its name or id.") String name) {
        try (FaultlineClient client = faultline.client()) {
            faultline.console().out().print(client.text(PATH + "/" + find(client, name) + "/manifest"));
        }
    }

    @Command(name = "token", description = "Makes a new token, shuts out who came with the old one, and writes the manifest with it.")
    void token(@Parameters(paramLabel = "NAME", description = "Its name or id.") String name,
            @Option(names = "--file", paramLabel = "FILE", description = "Write the manifest there instead of to standard output.") @Nullable Path file) {
        try (FaultlineClient client = faultline.client()) {
            given(client.post(PATH + "/" + find(client, name) + "/token", Map.of()), file);
        }
    }

    @Command(name = "delete", description = "Disconnects a cluster; its agents are shut out within 30 s. What was applied there stays, and is removed with kubectl: docs/infrastructures.md.")
    void delete(@Parameters(paramLabel = "NAME", description = "Its name or id.") String name) {
        try (FaultlineClient client = faultline.client()) {
            client.send("DELETE", PATH + "/" + find(client, name), null, Map.of());
            faultline.say("deleted " + name);
        }
    }

    /** The manifest to standard output, or to a file that only its owner reads: it holds the token. */
    private void given(JsonNode made, @Nullable Path file) {
        String manifest = made.path("manifest").asString("");
        if (faultline.format() != Format.TABLE) {
            faultline.printer().tree(made);
        } else if (file == null) {
            faultline.console().out().print(manifest);
        }
        if (file != null) {
            try {
                Files.deleteIfExists(file);
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                Files.writeString(file, manifest);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file, e);
            }
        }
        faultline.say(new Line().add("  registered %s (%s)".formatted(Table.text(made, "/name"),
                Table.text(made, "/id")), Style.BOLD)
                .render(Integer.MAX_VALUE, faultline.console().terminal().look()));
        faultline.say("    its token stands in the manifest and is shown this once; apply it: kubectl apply -f "
                + (file == null ? "-" : file));
        sayUnpublished(Table.text(made, "/name"), manifest);
    }

    private void sayUnpublished(String name, String manifest) {
        List<String> images = UNPUBLISHED.matcher(manifest).results().map(MatchResult::group).distinct().sorted()
                .toList();
        if (!images.isEmpty()) {
            faultline.say("    it names what nobody has published: " + String.join(", ", images));
            faultline.say("    build that (docs/infrastructures.md), then: faultline infra change %s%s".formatted(name,
                    images.stream().map(each -> each.contains("/agent:") ? " --image IMAGE" : " --helper-image IMAGE")
                            .collect(Collectors.joining())));
        }
    }

    private static Map<String, Object> wanted(String name, String kind, @Nullable String namespace,
            @Nullable List<String> faults, @Nullable List<String> tags, @Nullable String description) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("name", name);
        wanted.put("kind", kind);
        put(wanted, "namespace", namespace);
        put(wanted, "faults", faults);
        put(wanted, "tags", tags);
        put(wanted, "description", description);
        return wanted;
    }

    private static void put(Map<String, Object> wanted, String field, @Nullable Object value) {
        if (value != null) {
            wanted.put(field, value);
        }
    }

    /** With the number of agents that are live. */
    private static JsonNode shown(JsonNode infrastructure) {
        ObjectNode shown = infrastructure.deepCopy().asObject();
        if (isByAgent(infrastructure)) {
            shown.put("liveAgents", infrastructure.path("agents").valueStream()
                    .filter(agent -> agent.path("live").asBoolean(false)).count());
        }
        return shown;
    }

    private static String find(FaultlineClient client, String idOrName) {
        if (idOrName.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            return idOrName;
        }
        return client.list(PATH, Map.of("name", idOrName), 500).stream()
                .filter(each -> idOrName.equals(each.path("name").asString("")))
                .map(each -> each.path("id").asString("")).findFirst().orElseThrow(() -> Refusal.unknown(
                        "there is no infrastructure named '%s'; see faultline infra list".formatted(idOrName)));
    }
}
