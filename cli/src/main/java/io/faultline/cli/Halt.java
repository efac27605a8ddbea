package io.faultline.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The lever: everything ends, and nothing starts until it is released. */
@Command(name = "halt", description = "Ends every run, takes every fault away and lets nothing start: --all, status, release. Ends with 8 if something could not be reverted.")
final class Halt implements Callable<Integer> {
    private static final String PATH = "/api/v1/halt";
    private static final Table TABLE = Table.of("/since", "SINCE", "/since", "BY", "/requestedBy", "REASON", "/reason",
            "RUNS ENDED", "/runsStopped", "RELEASED", "/releasedAt", "BY", "/releasedBy", "REASON", "/releaseReason");
    private final Faultline faultline;

    @Option(names = "--all", description = "Yes, everything.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why: whoever is refused reads it.")
    private @Nullable String reason;

    Halt(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        if (!all || reason == null) {
            throw faultline.misused("a halt ends everything: faultline halt --all --reason TEXT");
        }
        try (FaultlineClient client = faultline.client()) {
            return told(client.post(PATH, Map.of("reason", reason)), "HALTED",
                    "nothing starts until: faultline halt release --reason TEXT");
        }
    }

    @Command(name = "status", description = "Whether everything is halted, by whom and why, and the halts before.")
    int status() {
        try (FaultlineClient client = faultline.client()) {
            JsonNode state = client.read(PATH);
            if (faultline.format() != Format.TABLE) {
                faultline.printer().tree(state);
                return Exit.PASSED.code();
            }
            PrintStream out = faultline.console().out();
            Look look = look();
            out.println((state.path("halted").asBoolean(false)
                    ? who(new Line().add("  ").add(" HALTED ", Style.ALARM), state.path("halt"))
                    : new Line().add("  ").add(look.yes() + " nothing is halted", Style.GOOD))
                    .render(Integer.MAX_VALUE, look));
            if (!state.path("injectorKnows").asBoolean(true)) {
                out.println(new Line().add("  the injector does not know yet; it is being told", Style.WARM)
                        .render(Integer.MAX_VALUE, look));
            }
            List<JsonNode> history = new ArrayList<>();
            state.path("history").forEach(history::add);
            if (!history.isEmpty()) {
                out.println();
                TABLE.lines(history, look).forEach(line -> out.println("  " + line));
            }
            return Exit.PASSED.code();
        }
    }

    @Command(name = "release", description = "Lets runs start again.")
    int release(
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read of it later.") String why) {
        try (FaultlineClient client = faultline.client()) {
            return told(client.send("DELETE", PATH, Map.of("reason", why), Map.of()).body(), "RELEASED",
                    "runs may start again");
        }
    }

    private int told(JsonNode answer, String what, String next) {
        Stopped stopped = new Stopped(answer);
        if (faultline.format() != Format.TABLE) {
            faultline.printer().tree(answer);
            return stopped.exit().code();
        }
        PrintStream out = faultline.console().out();
        Look look = look();
        boolean good = stopped.exit() == Exit.PASSED;
        out.println(who(new Line().add("  ").add((good ? look.yes() : look.no()) + " " + what,
                good ? Style.GOOD : Style.LOUD), answer).render(Integer.MAX_VALUE, look));
        if (stopped.known() && !answer.path("releasedAt").isString()) {
            out.println(new Line().add("    runs ended: %d%sfaults reverted: %d%snot reverted: %d".formatted(
                    answer.path("runsStopped").asInt(0), look.dot(), stopped.reverted(), look.dot(),
                    stopped.failed().size())).render(Integer.MAX_VALUE, look));
        }
        stopped.tellTrouble(out, look);
        faultline.say("    " + next);
        return stopped.exit().code();
    }

    private static Line who(Line line, JsonNode halt) {
        boolean released = halt.path("releasedAt").isString();
        return line.add("  " + Table.text(halt, released ? "/releaseReason" : "/reason"), Style.BOLD)
                .add("  by " + Table.text(halt, released ? "/releasedBy" : "/requestedBy") + " at "
                        + Table.text(halt, released ? "/releasedAt" : "/since"), Style.DIM);
    }

    private Look look() {
        return faultline.console().terminal().look();
    }
}
