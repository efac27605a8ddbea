package io.faultline.cli;

import java.nio.file.Path;
import java.util.List;

import io.faultline.cli.api.Access;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.RunNames;
import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The root: what every command may be told, and what every command gets. */
@Command(name = "faultline", scope = ScopeType.INHERIT, mixinStandardHelpOptions = true, usageHelpAutoWidth = true, //
        version = "faultline 0.1.0", synopsisSubcommandLabel = "COMMAND", //
        description = "Chaos engineering whose faults always end.", //
        footer = {"", "Exit codes: faultline help exit-codes"})
public final class Faultline implements Runnable {
    private final Console console;
    private final Auditor auditor;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--address", scope = ScopeType.INHERIT, paramLabel = "URL", //
            description = "Where Faultline is; else FAULTLINE_ADDRESS, else " + Access.DEFAULT_ADDRESS + ".")
    private @Nullable String address;

    @Option(names = "--key-file", scope = ScopeType.INHERIT, paramLabel = "FILE", //
            description = "File with the API key; else FAULTLINE_API_KEY, else ~/.faultline/dev.key on this machine.")
    private @Nullable Path keyFile;

    @Option(names = {"-o", "--output"}, scope = ScopeType.INHERIT, defaultValue = "table", paramLabel = "FORM", //
            description = "How data is written: ${COMPLETION-CANDIDATES}; those that make sense here.")
    private Format format = Format.TABLE;

    @Option(names = {"-q", "--quiet"}, scope = ScopeType.INHERIT, description = "Nothing but data and errors.")
    private boolean quiet;

    Faultline(Console console, Auditor auditor) {
        this.console = console;
        this.auditor = auditor;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(console.out());
        }
    }

    public Console console() {
        return console;
    }

    public FaultlineClient client() {
        return new FaultlineClient(access());
    }

    public Access access() {
        return Access.find(address, keyFile, console.environment());
    }

    Auditor auditor() {
        return auditor;
    }

    Printer printer() {
        return new Printer(console, format);
    }

    Format format() {
        return format;
    }

    static RunId run(FaultlineClient client, String name) {
        return new RunNames(client).find(name);
    }

    /**
     * Prints data in the form asked for: for commands that stand beside ours.
     *
     * @param id pointer to what names an item
     * @param titlesAndPointers of the columns, alternating
     */
    public void print(List<JsonNode> items, String id, String... titlesAndPointers) {
        printer().list(items, Table.of(id, titlesAndPointers));
    }

    /** Says something about progress: to standard error, unless quiet is asked for. */
    public void say(String text) {
        if (!quiet) {
            console.err().println(text);
        }
    }

    /** Wrong usage that only shows when the command runs. */
    ParameterException misused(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
