package io.faultline.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Spans;
import io.faultline.cli.text.Style;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import tools.jackson.databind.JsonNode;

/** A plan for people: fault by fault what it would hit, and what each guard says of it. */
record PlanText(Experiment experiment, JsonNode plan) {

    boolean refused() {
        return Stream.concat(plan.path("faults").valueStream(), plan.path("guards").valueStream())
                .anyMatch(said -> !allowed(said));
    }

    List<String> lines(Look look) {
        List<Line> lines = new ArrayList<>();
        if (!plan.path("guards").isEmpty()) {
            lines.add(new Line().add("  guards", Style.DIM));
            plan.path("guards").forEach(said -> lines.add(guard("    ", said, look)));
        }
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
        List<Line> guards = fault.path("guards").valueStream().filter(said -> !saidOfTheWhole(said))
                .map(said -> guard("      ", said, look)).toList();
        lines.addAll(guards);
        String reason = Table.text(fault, "/reason");
        if (!reason.isEmpty() && guards.isEmpty()) {
            lines.add(new Line().add("      ").add(reason, Style.BAD));
        }
        return lines;
    }

    private static Line guard(String indent, JsonNode said, Look look) {
        boolean allowed = allowed(said);
        return new Line().add(indent).add(allowed ? look.yes() : look.no(), allowed ? Style.GOOD : Style.BAD)
                .add(" " + Table.text(said, "/guard")).to(indent.length() + 18)
                .add("  " + Table.text(said, "/says"), allowed ? Style.DIM : Style.BAD);
    }

    /** Of a halt the experiment's guards tell already. */
    private boolean saidOfTheWhole(JsonNode said) {
        return plan.path("guards").valueStream()
                .anyMatch(whole -> Table.text(whole, "/guard").equals(Table.text(said, "/guard")));
    }

    private static boolean allowed(JsonNode said) {
        return said.path("allowed").asBoolean(true);
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
