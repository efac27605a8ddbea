package io.faultline.standalone;

import java.io.File;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.cli.Faultline;
import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.cluster.MarkedClusters;
import io.faultline.injector.cluster.MarkedClusters.Broken;
import io.faultline.injector.cluster.beside.HelperPods;
import io.faultline.injector.cluster.beside.HelperSettings;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.injector.store.MarkTexts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Mends what Faultline has marked in a cluster, from the marks alone: whoever made them, and whether he still lives. */
record ClusterRevert(Faultline faultline, boolean all, List<String> keys) {
    private static final int STUCK = 8;
    private static final String[] COLUMNS = {"KEY", "/key", "STATE", "/state", "OBJECT", "/object", "UNDO", "/undo",
            "UNTIL", "/until", "BY HAND", "/byHand"};

    ClusterRevert {
        keys = List.copyOf(keys);
    }

    int call(@Nullable Path kubeconfig, @Nullable String context, @Nullable String namespace) {
        try (MarkedClusters cluster = MarkedClusters.in(file(kubeconfig, context), context, namespace,
                MarkTexts.json(), this::helpers, helperSettings().namespace(), faultline.console().clock())) {
            List<JsonNode> rows = new ArrayList<>();
            List<String> unknown = new ArrayList<>(keys);
            MarkedClusters.Found found = cluster.found();
            for (Broken broken : found.broken()) {
                boolean chosen = all || keys.contains(broken.key());
                unknown.remove(broken.key());
                if (chosen || keys.isEmpty()) {
                    rows.add(row(broken, chosen ? Optional.of(cluster.revert(broken)) : Optional.empty()));
                }
            }
            return tell(rows, unknown, found.unseen());
        } catch (ClusterTrouble e) {
            faultline.say("error: " + e.reason());
            return 1;
        }
    }

    /** Started as an injector starts them, should the helper that made an effect be gone. */
    private Helpers helpers(ClusterClients clients, Marks marks) {
        return new HelperPods(clients, marks, helperSettings(), faultline.console().clock(), new SecureRandom(),
                "revert-" + ProcessHandle.current().pid());
    }

    private HelperSettings helperSettings() {
        return HelperSettings.of(faultline.console().environment());
    }

    /** A context is one of a file: where none is named, of the one that kubectl would read. */
    private @Nullable Path file(@Nullable Path kubeconfig, @Nullable String context) {
        if (kubeconfig != null || context == null) {
            return kubeconfig;
        }
        String named = faultline.console().environment().getOrDefault("KUBECONFIG", "").split(File.pathSeparator)[0];
        return named.isBlank() ? Path.of(System.getProperty("user.home"), ".kube", "config") : Path.of(named);
    }

    /** @param outcome with the trouble in it, if there was some; empty if it was not to be mended */
    private JsonNode row(Broken broken, Optional<Optional<String>> outcome) {
        String state = outcome.map(trouble -> trouble.isPresent() ? "NOT REVERTED" : "reverted").orElse("in force");
        ObjectNode row = Wire.mapper().createObjectNode().put("key", broken.key()).put("state", state)
                .put("object", broken.object()).put("undo", broken.deed()).put("until", broken.until().toString())
                .put("byHand", broken.byHand());
        outcome.flatMap(trouble -> trouble).ifPresent(why -> {
            row.put("trouble", why);
            faultline.say("%s could not be reverted: %s. By hand: %s".formatted(broken.key(), why, broken.byHand()));
        });
        return row;
    }

    /** Who is not shown everything has to know: what he does not see may still be broken. */
    private int tell(List<JsonNode> rows, List<String> unknown, List<String> unseen) {
        faultline.print(rows, "/key", COLUMNS);
        unseen.forEach(why -> faultline.say("not seen: " + why));
        if (rows.isEmpty() && unknown.isEmpty()) {
            faultline.say(unseen.isEmpty()
                    ? "Nothing in this cluster is marked by Faultline."
                    : "Nothing that can be seen in this cluster is marked by Faultline; there may be more. With rights in"
                            + " one namespace only: faultline revert --cluster --namespace NAME");
        } else if (!all && keys.isEmpty()) {
            faultline.say(
                    "Revert them: faultline revert --cluster --all; their injector, if it lives, goes on without.");
        }
        unknown.forEach(key -> faultline
                .say("there is no '%s'; faultline revert --cluster lists what there is".formatted(key)));
        boolean stuck = rows.stream().anyMatch(row -> row.has("trouble"));
        return stuck ? STUCK : unknown.isEmpty() && unseen.isEmpty() ? 0 : 1;
    }
}
