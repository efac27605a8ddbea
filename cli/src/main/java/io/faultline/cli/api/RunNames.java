package io.faultline.cli.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.faultline.contracts.ids.RunId;
import tools.jackson.databind.JsonNode;

/** Finds the run a person means: its id, six or more characters of either end of it, or <code>last</code>. */
public record RunNames(FaultlineClient client) {
    private static final int LOOK_BACK = 500;

    public RunId find(String name) {
        if (name.length() == 36) {
            return new RunId(UUID.fromString(name));
        }
        if ("last".equals(name)) {
            return runs(1).stream().findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("there is no run yet; start one with faultline run"));
        }
        if (!name.matches("[0-9a-fA-F-]{6,35}")) {
            throw new IllegalArgumentException(
                    "'%s' names no run; give its id, at least 6 characters of either end of it, or 'last'"
                            .formatted(name));
        }
        List<RunId> found = runs(LOOK_BACK).stream()
                .filter(run -> matches(run.toString(), name.toLowerCase(java.util.Locale.ROOT)))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new IllegalArgumentException(found.isEmpty()
                ? "no run among the last %d begins or ends with '%s'; see faultline runs list".formatted(LOOK_BACK,
                        name)
                : "'%s' fits %d runs; give more of the id".formatted(name, found.size()));
    }

    /** The run's id in what a Faultline says about a run. */
    public static String idIn(JsonNode run) {
        return run.path("run").asString(run.path("id").asString(""));
    }

    private List<RunId> runs(int limit) {
        return client.list("/api/v1/runs", Map.of(), limit).stream().map(run -> RunId.parse(idIn(run))).toList();
    }

    private static boolean matches(String id, String part) {
        return id.startsWith(part) || id.endsWith(part);
    }
}
