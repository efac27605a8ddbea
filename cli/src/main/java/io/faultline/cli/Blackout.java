package io.faultline.cli;

import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.faultline.cli.api.FaultlineClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Times in which no run may start. */
@Command(name = "blackout", description = "Times in which no run may start: list, set, delete.")
final class Blackout implements Runnable {
    private static final String PATH = "/api/v1/blackout-windows";
    private static final Table TABLE = Table.of("/name", "NAME", "/name", "WHEN", "/when", "IN FORCE UNTIL", "/until",
            "REASON", "/reason", "SET BY", "/setBy");
    private final Faultline faultline;

    /** Once or each week. */
    static final class When {
        @ArgGroup(exclusive = false)
        private @Nullable Once once;

        @ArgGroup(exclusive = false)
        private @Nullable Weekly weekly;
    }

    /** From one instant to another. */
    static final class Once {
        @Option(names = "--from", required = true, paramLabel = "TIME", description = "When it begins, once: 2026-12-24T00:00:00Z.")
        private String from = "";

        @Option(names = "--to", required = true, paramLabel = "TIME", description = "When it ends.")
        private String to = "";
    }

    /** Each week. */
    static final class Weekly {
        @Option(names = "--weekly", required = true, split = ",", paramLabel = "DAY", description = "Each week on these days: FRIDAY,SATURDAY.")
        private List<DayOfWeek> days = List.of();

        @Option(names = "--at", required = true, paramLabel = "HH:MM", description = "When it begins on those days.")
        private String start = "";

        @Option(names = "--for", required = true, paramLabel = "SPAN", description = "How long it takes: 8h.")
        private String span = "";

        @Option(names = "--zone", paramLabel = "ZONE", defaultValue = "UTC", description = "Time zone of --at, like Europe/Vienna; UTC by default.")
        private String zone = "UTC";
    }

    Blackout(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "Lists them, and says which is in force.")
    void list() {
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().list(client.list(PATH, Map.of(), 500).stream().map(this::shown).toList(), TABLE);
        }
    }

    @Command(name = "set", description = "Sets one, new or in place of the one of its name.")
    void set(@Parameters(paramLabel = "NAME", description = "Its name: lower-case letters, digits and -.") String name,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why: whoever is refused reads it.") String reason,
            @ArgGroup(multiplicity = "1") When when) {
        Map<String, Object> window = new LinkedHashMap<>(Map.of("reason", reason));
        if (when.once != null) {
            window.put("once", Map.of("from", when.once.from, "to", when.once.to));
        }
        if (when.weekly != null) {
            window.put("weekly", Map.of("days", when.weekly.days, "start", when.weekly.start, "duration",
                    when.weekly.span, "zone", when.weekly.zone));
        }
        try (FaultlineClient client = faultline.client()) {
            faultline.printer().one(shown(client
                    .send("PUT", PATH + "/" + FaultlineClient.segment(name), window, Map.of()).body()), TABLE);
        }
    }

    @Command(name = "delete", description = "Deletes one.")
    void delete(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        try (FaultlineClient client = faultline.client()) {
            client.send("DELETE", PATH + "/" + FaultlineClient.segment(name), null, Map.of());
            faultline.say("deleted " + name);
        }
    }

    /** In a table, when it is stands in one cell. */
    private JsonNode shown(JsonNode window) {
        if (faultline.format() != Format.TABLE || !(window instanceof ObjectNode object)) {
            return window;
        }
        return object.deepCopy().put("when", window.path("weekly").isObject()
                ? "%s at %s for %s (%s)".formatted(days(window.path("weekly")), Table.text(window, "/weekly/start"),
                        Table.text(window, "/weekly/duration"), Table.text(window, "/weekly/zone"))
                : Table.text(window, "/once/from") + " to " + Table.text(window, "/once/to"));
    }

    private static String days(JsonNode weekly) {
        return String.join(", ", weekly.path("days").valueStream().map(day -> day.asString(""))
                .map(day -> day.substring(0, Math.min(3, day.length())).toLowerCase(Locale.ROOT)).toList());
    }
}
