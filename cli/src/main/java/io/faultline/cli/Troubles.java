package io.faultline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

import io.faultline.cli.api.Refusal;
import io.faultline.cli.api.Unreachable;
import io.faultline.cli.report.Exit;
import io.faultline.cli.report.ExitRules;
import io.faultline.cli.text.Line;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong, with cause and remedy, and gives it its exit code. */
final class Troubles {
    private Troubles() {}

    static Exit tell(Exception trouble, Console console) {
        PrintStream err = console.err();
        return switch (trouble) {
            case InvalidFile invalid -> {
                invalid.findings().forEach(finding -> err.println(Line.clean(finding.toString())));
                yield Exit.USAGE;
            }
            case Refusal refusal -> refused(refusal, err);
            case Unreachable unreachable -> say(err, message(unreachable), Exit.ERROR);
            case ParameterException usage -> say(err, message(usage), Exit.USAGE);
            case IllegalArgumentException usage -> say(err, message(usage), Exit.USAGE);
            case UncheckedIOException file -> say(err, message(file) + reason(file.getCause()),
                    file.getCause() instanceof NoSuchFileException ? Exit.USAGE : Exit.ERROR);
            case IOException file -> say(err, reason(file).replaceFirst("^: ", ""), Exit.ERROR);
            default -> say(err, "something went wrong: " + trouble, Exit.ERROR);
        };
    }

    /** What picocli could not make sense of, with its suggestions. */
    static int misused(ParameterException trouble, String[] args) {
        CommandLine command = trouble.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("faultline: " + Line.clean(message(trouble)));
        if (!UnmatchedArgumentException.printSuggestions(trouble, err)) {
            err.println("usage: see " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return Exit.USAGE.code();
    }

    private static Exit refused(Refusal refusal, PrintStream err) {
        Exit exit = ExitRules.ofRefusal(refusal.status(), refusal.type());
        err.println("faultline: " + Line.clean(message(refusal)));
        refusal.places().forEach(place -> err.println(Line.clean(
                "  " + (place.pointer().isEmpty() ? "" : place.pointer() + ": ") + place.message())));
        hint(refusal).ifPresent(err::println);
        if (exit == Exit.AUTH) {
            err.println("  give a key with --key-file or FAULTLINE_API_KEY; ./faultline dev writes one to"
                    + " ~/.faultline/dev.key");
        }
        return exit;
    }

    private static Optional<String> hint(Refusal refusal) {
        return switch (refusal.type()) {
            case "halted" ->
                Optional.of("  faultline halt status tells more; faultline halt release --reason TEXT releases it");
            case "blackout-window" -> Optional.of("  faultline blackout list shows the windows");
            case "unknown-infrastructure" ->
                Optional.of(
                        "  faultline infra list shows those there are; faultline infra connect or register adds one");
            case "inactive-infrastructure" ->
                Optional.of("  faultline infra show NAME tells when its agents last called");
            default -> Optional.empty();
        };
    }

    private static Exit say(PrintStream err, String message, Exit exit) {
        err.println("faultline: " + Line.clean(message));
        return exit;
    }

    private static String message(Throwable trouble) {
        return String.valueOf(trouble.getMessage());
    }

    private static String reason(@Nullable Throwable trouble) {
        return trouble instanceof NoSuchFileException missing
                ? ": there is no file " + missing.getFile()
                : trouble == null ? "" : ": " + message(trouble);
    }
}
