package io.faultline.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Spans;
import io.faultline.cli.text.Style;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import tools.jackson.databind.JsonNode;

/** A plan for people: fault by fault what it would hit, and whether that is allowed. */
record PlanText(Experiment experiment, JsonNode plan) {

    boolean refused() {
        return plan.path("faults").valueStream().anyMatch(fault -> !allowed(fault));
    }

    List<String> lines(Look look) {
        List<Line> lines = new ArrayList<>();
        plan.path("faults").forEach(fault -> lines.addAll(fault(fault, look)));
        Line last = new Line().add("  ");
        last.add(refused() ? look.no() + " would be refused" : look.yes() + " would run",
                refused() ? Style.LOUD : Style.GOOD);
        last.add(
                look.dot() + faults() + look.dot() + "about " + Spans.text(longest())
                        + " of faults, one after the other",
                Style.DIM);
        if (!experiment.spec().blastRadius().toString().isEmpty()) {
            last.add(look.dot() + "blast radius " + experiment.spec().blastRadius(), Style.DIM);
        }
        lines.add(last);
        return lines.stream().map(line -> line.render(Integer.MAX_VALUE, look)).toList();
    }

    private List<Line> fault(JsonNode fault, Look look) {
        List<Line> lines = new ArrayList<>();
        boolean allowed = allowed(fault);
        Line head = new Line().add("  ").add(allowed ? look.yes() : look.no(), allowed ? Style.GOOD : Style.BAD)
                .add(" ").add(Table.text(fault, "/fault"), Style.BOLD).add("  " + Table.text(fault, "/type"))
                .add(look.dot() + "%d of %d targets".formatted(fault.path("targets").size(),
                        fault.path("matched").asInt(fault.path("targets").size())))
                .add(look.dot() + Table.text(fault, "/duration"));
        lines.add(head);
        fault.path("targets").forEach(target -> lines.add(new Line().add("      ")
                .add(Table.text(target, "/kind") + " " + Table.text(target, "/name"))
                .add("  " + Table.text(target, "/detail"), Style.DIM)));
        String undo = Table.text(fault, "/undo");
        if (!undo.isEmpty()) {
            lines.add(new Line().add("      undo: " + undo, Style.DIM));
        }
        String reason = Table.text(fault, "/reason");
        if (!reason.isEmpty()) {
            lines.add(new Line().add("      ").add(reason, Style.BAD));
        }
        return lines;
    }

    private static boolean allowed(JsonNode fault) {
        return fault.path("allowed").asBoolean(true);
    }

    private String faults() {
        int count = experiment.spec().faults().size();
        return count == 1 ? "1 fault" : count + " faults";
    }

    /** Stages one after the other, the faults of a stage side by side. */
    private Duration longest() {
        Duration whole = Duration.ZERO;
        for (Stage stage : experiment.spec().stages()) {
            Duration longest = stage.pauses().before().plus(stage.pauses().after());
            for (Fault fault : stage.faults()) {
                Duration lane = fault.duration().plus(fault.ramp().multipliedBy(2));
                longest = longest.compareTo(lane) > 0 ? longest : lane;
            }
            whole = whole.plus(longest);
        }
        return whole;
    }
}
