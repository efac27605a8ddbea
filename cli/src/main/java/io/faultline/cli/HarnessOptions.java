package io.faultline.cli;

import java.nio.file.Path;
import java.time.Duration;

import io.faultline.cli.api.Access;
import io.faultline.cli.harness.Workplace;
import io.faultline.contracts.wire.DurationText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of Harness' command, by its names. */
final class HarnessOptions {
    @Option(names = "--account-id", defaultValue = "default", paramLabel = "ID", description = "Account; a Faultline takes any.")
    private String account = "";

    @Option(names = "--org-id", defaultValue = "default", paramLabel = "ID", description = "Organisation; ${DEFAULT-VALUE} by default.")
    private String organisation = "";

    @Option(names = "--project-id", defaultValue = "default", paramLabel = "ID", description = "Project; a Faultline takes any.")
    private String project = "";

    @Option(names = "--workflow-id", paramLabel = "ID", description = "The experiment to launch.")
    private @Nullable String workflow;

    @Option(names = {"--notify-id", "--notifyID"}, paramLabel = "ID", description = "The run, as launching it told.")
    private @Nullable String notice;

    @Option(names = "--api-key", paramLabel = "KEY", description = "The key; better left to FAULTLINE_API_KEY or --key-file, where no list of processes shows it.")
    private @Nullable String key;

    @Option(names = "--file-name", paramLabel = "FILE", description = "Also write the call as a shell script, without the key.")
    private @Nullable Path file;

    @Option(names = "--delay", defaultValue = "2s", paramLabel = "SPAN", description = "Pause between two looks; ${DEFAULT-VALUE} by default, a number is in seconds.")
    private String delay = "";

    @Option(names = "--timeout", defaultValue = "180s", paramLabel = "SPAN", description = "Look for so long at most; ${DEFAULT-VALUE} by default.")
    private String timeout = "";

    Workplace workplace() {
        return new Workplace(account, organisation, project);
    }

    String workflow() {
        return given(workflow, "--workflow-id");
    }

    String notice() {
        return given(notice, "--notify-id");
    }

    @Nullable
    Path file() {
        return file;
    }

    Access access(Faultline faultline) {
        Access found = faultline.access();
        return key == null || key.isBlank() ? found : new Access(found.address(), key.strip());
    }

    Duration delay() {
        return span(delay);
    }

    Duration timeout() {
        return span(timeout);
    }

    private static Duration span(String text) {
        return DurationText.parse(text.matches("\\d{1,9}") ? text + "s" : text).duration();
    }

    private static String given(@Nullable String value, String option) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(option + " is needed here, and not to be blank");
        }
        return value.strip();
    }
}
