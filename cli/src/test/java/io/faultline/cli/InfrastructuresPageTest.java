package io.faultline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What the page about infrastructures shows is what the commands take. */
class InfrastructuresPageTest {
    private static final Pattern BLOCK = Pattern.compile("^ *```(?:sh)?\n(.*?)^ *```",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern COMMAND = Pattern.compile("^ *(?:\\./)?faultline (infra .*?)(?: *#.*| *\\|.*)?$",
            Pattern.MULTILINE);

    @Test
    void itsCommandsAreUnderstood() throws IOException {
        List<String> shown = commands();
        assertThat(shown).hasSizeGreaterThan(6).allSatisfy(command -> assertThatCode(
                () -> commandLine().parseArgs(command.split(" +"))).as(command).doesNotThrowAnyException());
    }

    @Test
    void itsFirstRegistrationSaysWhereTheAgentCallsAndWhichImageItIs() throws IOException {
        String first = commands().stream().filter(command -> command.startsWith("infra register")).findFirst()
                .orElseThrow();
        CommandLine.ParseResult register = commandLine().parseArgs(first.split(" +")).subcommand().subcommand();
        assertThat(register.matchedOptionValue("--server", "")).startsWith("https://");
        assertThat(register.matchedOptionValue("--image", "")).doesNotContain("docker.io");
    }

    private static CommandLine commandLine() {
        return Cli.commandLine(Console.ofProcess());
    }

    private static List<String> commands() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "infrastructures.md"));
        return BLOCK.matcher(page).results().map((MatchResult block) -> block.group(1).replaceAll("\\\\\n *", ""))
                .flatMap(block -> COMMAND.matcher(block).results()).map((MatchResult command) -> command.group(1))
                .toList();
    }
}
