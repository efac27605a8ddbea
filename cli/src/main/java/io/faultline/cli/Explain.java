package io.faultline.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The experiment's file form, field by field, as in the published schema. */
@Command(name = "explain", description = "Explains a field of the experiment file: faultline explain spec.stages.faults")
final class Explain implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(arity = "0..1", paramLabel = "FIELD", description = "Path with dots; nothing for the whole; lists are passed through.")
    private String field = "";

    Explain(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        ExperimentSchema.Place place = ExperimentSchema.load().find(field);
        Look look = faultline.console().terminal().look();
        PrintStream out = faultline.console().out();
        out.println(new Line().add(field.isEmpty() ? "experiment" : field, Style.BOLD)
                .add("  " + place.type(), Style.DIM).render(Integer.MAX_VALUE, look));
        if (!place.description().isEmpty()) {
            out.println("  " + place.description());
        }
        List<ExperimentSchema.Place> below = place.below();
        int width = below.stream().mapToInt(part -> part.name().length()).max().orElse(0) + 4;
        int type = below.stream().mapToInt(part -> part.type().length()).max().orElse(0) + width + 2;
        below.forEach(part -> out.println(new Line().add("  ").add(part.name(), Style.BOLD).to(width)
                .add(part.type(), Style.DIM).to(Math.min(type, 44)).add(" ").add(part.description())
                .render(Integer.MAX_VALUE, look)));
        return 0;
    }
}
