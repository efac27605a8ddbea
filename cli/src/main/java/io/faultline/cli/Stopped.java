package io.faultline.cli;

import java.io.PrintStream;

import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Style;
import tools.jackson.databind.JsonNode;

/** What came of faults that were to be taken away at once: of an abort, and of a halt. */
record Stopped(JsonNode answer) {
    /** Whether the injector itself was told and has answered; if not, it hears of it from the run log. */
    boolean known() {
        return answer.path("faults").isObject();
    }

    int reverted() {
        return answer.path("faults").path("reverted").asInt(0);
    }

    JsonNode failed() {
        return answer.path("faults").path("failed");
    }

    /** Tells of what is not known or could not be taken away, and how a person does it. */
    void tellTrouble(PrintStream out, Look look) {
        if (!known()) {
            out.println(new Line()
                    .add("  " + look.no() + " the injector could not be told directly ("
                            + Table.text(answer, "/injector")
                            + ")", Style.LOUD)
                    .add(": it is told again until it knows; faultline faults active shows what is in force")
                    .render(Integer.MAX_VALUE, look));
        }
        failed().forEach(fault -> {
            out.println(new Line().add("  ")
                    .add(" " + Table.text(fault, "/fault") + " COULD NOT BE REVERTED and may still be in force ",
                            Style.ALARM)
                    .add(" " + Table.text(fault, "/trouble"), Style.LOUD)
                    .add("  run " + Table.text(fault, "/run"), Style.DIM).render(Integer.MAX_VALUE, look));
            out.println(new Line().add("    by hand:  ", Style.LOUD).add(Table.text(fault, "/manualUndo"), Style.BOLD)
                    .render(Integer.MAX_VALUE, look));
        });
    }

    Exit exit() {
        return failed().isEmpty() ? known() ? Exit.PASSED : Exit.ERROR : Exit.STUCK;
    }
}
