package io.faultline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Line;
import io.faultline.cli.text.Style;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says everything that is wrong with experiment files; needs no server. */
@Command(name = "validate", description = "Checks experiment files and says all that is wrong; needs no server.")
final class Validate implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Experiments, or manifests of Harness and LitmusChaos; YAML or JSON.")
    private List<Path> files = List.of();

    Validate(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        for (Path file : files) {
            try {
                valid(file, ExperimentFiles.read(file, faultline));
            } catch (InvalidFile invalid) {
                findings.addAll(invalid.findings());
            }
        }
        print(findings);
        return findings.isEmpty() ? Exit.PASSED.code() : Exit.USAGE.code();
    }

    private void valid(Path file, Experiment experiment) {
        var look = faultline.console().terminal().look();
        int faults = experiment.spec().faults().size();
        int stages = experiment.spec().stages().size();
        String parts = "%d fault%s in %d stage%s".formatted(faults, faults == 1 ? "" : "s", stages,
                stages == 1 ? "" : "s");
        faultline.say(new Line().add(look.yes() + " ", Style.GOOD).add(file + ": " + experiment.name() + " is valid")
                .add("  " + parts, Style.DIM).render(Integer.MAX_VALUE, look));
    }

    private void print(List<Finding> findings) {
        if (faultline.format() == Format.TABLE) {
            findings.forEach(finding -> faultline.console().out().println(Line.clean(finding.toString())));
        } else {
            List<tools.jackson.databind.JsonNode> items = new ArrayList<>();
            findings.forEach(finding -> items.add(Wire.mapper().valueToTree(finding)));
            faultline.printer().list(items, Table.of("/file", "FILE", "/file", "LINE", "/line", "MESSAGE", "/message"));
        }
    }
}
