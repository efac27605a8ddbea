package io.faultline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.live.History;
import io.faultline.cli.live.RunReports;
import io.faultline.cli.report.RunReport;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

/** Tells what came of a run, from its facts or from a report saved as JSON. */
@Command(name = "report", description = "Tells what came of a run: from its facts, or from a report saved with -o json.")
final class Report implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(paramLabel = "FILE|RUN", description = "A saved report (json), or a run: id, six characters of either end, 'last'.")
    private String subject = "";

    @Option(names = "--format", paramLabel = "md|junit|json", description = "Form of the report; else by the ending of -O, else as -o says.")
    private @Nullable Format form;

    @Option(names = {"-O", "--out"}, paramLabel = "FILE", description = "Write it there: .md, .xml (JUnit) or .json.")
    private @Nullable Path out;

    Report(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        RunReport report = Files.isRegularFile(Path.of(subject)) ? saved(Path.of(subject)) : ofRun();
        Results results = new Results(faultline, null);
        if (out == null) {
            results.print(report, form == null ? faultline.format() : form);
        } else {
            results.write(report, form == null ? byEnding(out) : form, out);
            faultline.say("wrote " + out);
        }
        return 0;
    }

    private static RunReport saved(Path file) {
        try {
            return Wire.mapper().readValue(Files.readString(file), RunReport.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is no run report; save one with faultline report RUN -o json > " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private RunReport ofRun() {
        try (FaultlineClient client = faultline.client()) {
            return RunReports.of(History.view(client, Faultline.run(client, subject)));
        }
    }

    private static Format byEnding(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".xml") ? Format.JUNIT : name.endsWith(".json") ? Format.JSON : Format.MD;
    }
}
