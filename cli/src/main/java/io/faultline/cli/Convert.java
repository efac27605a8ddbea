package io.faultline.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Line;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Read;
import io.faultline.formats.litmus.AnyFile;
import io.faultline.formats.litmus.Export;
import io.faultline.formats.litmus.Filling;
import io.faultline.formats.litmus.LitmusFile;
import io.faultline.formats.litmus.Manifest;
import io.faultline.formats.litmus.Note;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns manifests of Harness and LitmusChaos into experiments, and back; needs no server. */
@Command(name = "convert", description = "Turns a manifest of Harness or LitmusChaos into an experiment (-o yaml, json), or an experiment into a manifest (-o litmus); says what is not taken over as it stands. Needs no server.")
final class Convert implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(paramLabel = "FILE", description = "A Workflow, CronWorkflow, ChaosEngine, ChaosSchedule or Experiment, YAML or JSON.")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Fills what the manifest leaves blank: appns, applabel, appkind, a tunable; or a parameter of the workflow.")
    private Map<String, String> values = Map.of();

    Convert(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        AnyFile opened = ExperimentFiles.open(file, new Filling(values, values, Map.of()));
        opened.notes().stream().filter(note -> note.kind() != Note.Kind.REFUSED)
                .forEach(note -> faultline.say(Line.clean(note.toString())));
        Experiment experiment = switch (opened.read()) {
            case Read.Valid valid -> valid.experiment();
            case Read.Invalid invalid -> throw new InvalidFile(invalid.findings());
        };
        Manifest manifest = Objects.requireNonNullElse(opened.manifest(), Manifest.of(experiment));
        if (manifest.timetable() != null && faultline.format() != Format.LITMUS) {
            faultline.say(
                    Line.clean("its schedule is not part of an experiment: faultline schedule create %s --cron '%s'"
                            .formatted(file, Objects.requireNonNullElse(manifest.timetable().cron(), "once"))));
        }
        return write(experiment, manifest);
    }

    private Integer write(Experiment experiment, Manifest manifest) {
        switch (faultline.format()) {
            case TABLE, YAML -> faultline.console().out().print(ExperimentFile.write(experiment));
            case JSON, JSONL -> faultline.printer().tree(Wire.mapper().valueToTree(experiment));
            case LITMUS -> {
                return litmus(LitmusFile.writeYaml(manifest));
            }
            case NAME, MD, JUNIT -> throw new IllegalArgumentException(
                    "convert writes -o yaml, json or litmus");
        }
        return Exit.PASSED.code();
    }

    /** A manifest that would do less than the experiment is not written. */
    private Integer litmus(Export export) {
        export.changed().forEach(each -> faultline.say(Line.clean("differently: " + each)));
        if (!export.isComplete()) {
            export.lost().forEach(each -> faultline.console().err()
                    .println(Line.clean("faultline: this cannot be said in a manifest: " + each)));
            return Exit.USAGE.code();
        }
        faultline.console().out().print(export.text());
        return Exit.PASSED.code();
    }
}
