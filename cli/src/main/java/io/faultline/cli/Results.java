package io.faultline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.faultline.cli.report.Junit;
import io.faultline.cli.report.Markdown;
import io.faultline.cli.report.RunReport;
import io.faultline.cli.report.Summary;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Writes what came of a run in the form asked for. */
record Results(Faultline faultline, @Nullable BigDecimal gate) {

    void print(RunReport report, Format form) {
        PrintStream out = faultline.console().out();
        switch (form) {
            case TABLE -> new Summary(report, gate, faultline.console().terminal().look()).lines()
                    .forEach(out::println);
            case NAME -> out.println(report.run());
            case JSON, YAML, JSONL -> new Printer(faultline.console(), form).tree(Wire.mapper().valueToTree(report));
            case MD, JUNIT -> out.print(text(report, form));
            case LITMUS -> throw new Printer(faultline.console(), form).unfit();
        }
    }

    void write(RunReport report, Format form, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text(report, form));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Behind what other steps have written. */
    void append(RunReport report, Path file) {
        try {
            Files.writeString(file, text(report, Format.MD), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private String text(RunReport report, Format form) {
        return switch (form) {
            case JUNIT -> Junit.write(report, gate);
            case JSON -> Wire.mapper().valueToTree(report).toPrettyString() + "\n";
            case MD, TABLE, YAML, JSONL, NAME, LITMUS -> Markdown.write(report, gate);
        };
    }
}
