package io.faultline.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.cli.api.FaultlineClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Experiments taken from a git repository. */
@Command(name = "gitops", description = "Takes experiments from a git repository: status, enable, sync, disable.")
final class GitOps implements Runnable {
    private static final String PATH = "/api/v1/gitops";
    private static final Table DETAILS = Table.of("/url", "ENABLED", "/enabled", "URL", "/url", "BRANCH", "/branch",
            "FOLDER", "/folder", "AUTH", "/auth", "USER", "/user", "HOST KEY", "/hostKey", "SYNCED", "/syncedAt",
            "COMMIT", "/commit",
            "TROUBLE", "/trouble", "LEFT OUT", "/leftOut");
    private static final Table DRIFT = Table.of("/name", "EXPERIMENT", "/name", "STATE", "/state", "FILE", "/path",
            "WHY", "/why");
    private static final Table SYNCED = Table.of("/gitops/commit", "TAKEN", "/taken", "FORGOTTEN", "/forgotten",
            "REFUSED", "/refused", "COMMIT", "/gitops/commit");
    private final Faultline faultline;

    GitOps(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        status();
    }

    @Command(name = "status", description = "Shows where experiments are taken from, and how the repository and this server have drifted apart.")
    void status() {
        try (FaultlineClient client = faultline.client()) {
            JsonNode gitOps = client.read(PATH);
            faultline.printer().one(gitOps, DETAILS);
            shown(gitOps);
        }
    }

    @Command(name = "enable", description = "Takes experiments from a repository from now on.")
    void enable(
            @Parameters(paramLabel = "URL", description = "The repository: https://HOST/PATH, or git@HOST:PATH.") String url,
            @Mixin RemoteOptions remote,
            @Option(names = "--folder", paramLabel = "FOLDER", description = "Where the experiments are in it; litmus/PROJECT by default.") @Nullable String folder) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("url", url));
        if (folder != null) {
            wanted.put("folder", folder);
        }
        wanted.putAll(remote.said(faultline.console(), url));
        try (FaultlineClient client = faultline.client()) {
            synced(client.send("PUT", PATH, wanted, Map.of()).body());
        }
    }

    @Command(name = "sync", description = "Looks into the repository now.")
    void sync(
            @Option(names = "--overwrite", description = "What was changed, made or forgotten here gives way to what is there.") boolean overwrite) {
        try (FaultlineClient client = faultline.client()) {
            synced(client.post(PATH + "/sync?overwrite=" + overwrite, Map.of()));
        }
    }

    @Command(name = "disable", description = "Takes experiments from no repository any more; those taken stay.")
    void disable() {
        try (FaultlineClient client = faultline.client()) {
            client.send("DELETE", PATH, null, Map.of());
            faultline.say("GitOps is off");
        }
    }

    private void synced(JsonNode done) {
        faultline.printer().one(done, SYNCED);
        shown(done.path("gitops"));
    }

    private void shown(JsonNode gitOps) {
        List<JsonNode> experiments = gitOps.path("experiments").valueStream().map(GitOps::explained).toList();
        if (faultline.format() == Format.TABLE && !experiments.isEmpty()) {
            PrintStream out = faultline.console().out();
            out.println();
            DRIFT.lines(experiments, faultline.console().terminal().look()).forEach(out::println);
        }
    }

    /** With what is wrong first, by line and column. */
    private static JsonNode explained(JsonNode drift) {
        ObjectNode explained = drift.deepCopy().asObject();
        JsonNode error = drift.path("errors").path(0);
        if (!error.isMissingNode()) {
            explained.put("why", "%d:%d: %s".formatted(error.path("line").asInt(1), error.path("column").asInt(1),
                    error.path("message").asString("")));
        }
        return explained;
    }
}
