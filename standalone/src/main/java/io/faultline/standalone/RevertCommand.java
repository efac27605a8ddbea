package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.faultline.cli.Faultline;
import io.faultline.cli.api.Access;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.host.Leftovers;
import io.faultline.injector.host.Leftovers.Leftover;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Mends what is broken on this machine from the journal on its disk: with API, Kafka and Postgres down, or never back. */
@Command(name = "revert", description = "Lists, or reverts, what Faultline has broken on this machine, or in a cluster; needs nothing else running.")
final class RevertCommand implements Callable<Integer> {
    private static final int STUCK = 8;
    private static final String[] COLUMNS = {"KEY", "/key", "STATE", "/state", "UNDO", "/undo", "UNTIL", "/until",
            "INJECTOR", "/injector", "BY HAND", "/byHand"};

    private final Faultline faultline;

    @Option(names = "--all", description = "Revert everything.")
    private boolean all;

    @Option(names = "--journal", paramLabel = "FOLDER", //
            description = "The injector's journal; else FAULTLINE_JOURNAL, else ~/.faultline/journal and those of demos.")
    private @Nullable Path journal;

    @Option(names = "--cluster", description = "What is marked in a Kubernetes cluster, instead of this machine.")
    private boolean cluster;

    @Option(names = "--kubeconfig", paramLabel = "FILE", //
            description = "With --cluster: how it is reached; else what kubectl would use.")
    private @Nullable Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", //
            description = "With --cluster and --kubeconfig: one of its contexts, unless its current one.")
    private @Nullable String context;

    @Option(names = "--namespace", paramLabel = "NAME", //
            description = "With --cluster: only this namespace, and that of helpers, for who may see no other.")
    private @Nullable String namespace;

    @Parameters(paramLabel = "KEY", description = "What to revert, as the list names it.")
    private List<String> keys = List.of();

    RevertCommand(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() throws IOException {
        if (cluster) {
            return new ClusterRevert(faultline, all, keys).call(kubeconfig, context, namespace);
        }
        List<JsonNode> rows = new ArrayList<>();
        List<String> unknown = new ArrayList<>(keys);
        for (Path folder : journals()) {
            Leftovers leftovers = Leftovers.in(folder);
            List<Leftover> found = leftovers.found();
            List<String> chosen = found.stream().map(Leftover::key).filter(key -> all || keys.contains(key)).toList();
            unknown.removeAll(chosen);
            Map<String, Optional<String>> outcomes = leftovers.revert(chosen);
            found.stream().filter(each -> keys.isEmpty() || chosen.contains(each.key()))
                    .forEach(each -> rows.add(row(each, outcomes)));
            leftovers.unreadable().forEach(each -> faultline.say("left alone: %s %s".formatted(each.file(),
                    each.reason())));
        }
        return tell(rows, unknown);
    }

    private int tell(List<JsonNode> rows, List<String> unknown) {
        faultline.print(rows, "/key", COLUMNS);
        if (rows.isEmpty() && unknown.isEmpty()) {
            faultline.say("Nothing on this machine is broken by Faultline.");
        } else if (!all && keys.isEmpty()) {
            faultline.say("Revert them: faultline revert --all");
        }
        unknown.forEach(key -> faultline.say("there is no '%s'; faultline revert lists what there is".formatted(key)));
        boolean stuck = rows.stream().anyMatch(row -> row.has("trouble"));
        return stuck ? STUCK : unknown.isEmpty() ? 0 : 1;
    }

    private JsonNode row(Leftover each, Map<String, Optional<String>> outcomes) {
        Optional<String> trouble = outcomes.getOrDefault(each.key(), Optional.empty());
        String state = !outcomes.containsKey(each.key())
                ? "in force"
                : trouble.isPresent() ? "NOT REVERTED" : "reverted";
        ObjectNode row = Wire.mapper().createObjectNode().put("key", each.key()).put("state", state)
                .put("undo", each.deed()).put("until", each.until().toString())
                .put("injector", "process %d, %s".formatted(each.injector(), each.held() ? "alive" : "gone"))
                .put("byHand", each.byHand());
        trouble.ifPresent(why -> {
            row.put("trouble", why);
            faultline.say("%s could not be reverted: %s. By hand: %s".formatted(each.key(), why, each.byHand()));
        });
        if (state.equals("reverted") && each.held()) {
            faultline.say("%s was held by a living injector (process %d), which mends it once more at its end"
                    .formatted(each.key(), each.injector()));
        }
        return row;
    }

    private List<Path> journals() throws IOException {
        String named = faultline.console().environment().getOrDefault("FAULTLINE_JOURNAL", "");
        if (journal != null || !named.isBlank()) {
            return List.of(journal != null ? journal : Path.of(named));
        }
        List<Path> demos = new ArrayList<>();
        try (DirectoryStream<Path> scratch = Files.newDirectoryStream(Folders.temporary(), Folders.SCRATCH + "*")) {
            scratch.forEach(folder -> demos.add(folder.resolve(Folders.JOURNAL)));
        }
        return Stream.concat(Stream.of(Access.home(faultline.console().environment()).resolve(Folders.JOURNAL)),
                demos.stream().filter(Files::isReadable)).toList();
    }
}
