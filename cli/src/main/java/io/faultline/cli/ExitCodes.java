package io.faultline.cli;

import java.io.PrintStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.cli.report.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The exit codes, as a help topic. */
@Command(name = "exit-codes", description = "What the exit codes mean.")
final class ExitCodes implements Runnable {
    private final Faultline faultline;

    ExitCodes(Faultline faultline) {
        this.faultline = faultline;
    }

    @Spec
    void describe(CommandSpec spec) {
        spec.usageMessage().footer(text().split("\n"));
    }

    @Override
    public void run() {
        PrintStream out = faultline.console().out();
        out.println(text());
    }

    static String text() {
        return Stream.of(Exit.values()).map(exit -> "  " + exit.code() + "  " + exit.meaning())
                .collect(Collectors.joining("\n"));
    }
}
