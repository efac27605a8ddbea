package io.faultline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Read;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README shows is what the product takes. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("^\\./faultline ([a-z-]+)", Pattern.MULTILINE);
    private static final Pattern FILE = Pattern.compile("\\b(?:examples|docs|contracts)/[a-z./-]+\\w");

    @Test
    void showsAnExperimentThatIsValid() throws IOException {
        List<String> snippets = YAML.matcher(readme()).results().map(found -> found.group(1)).toList();

        assertThat(snippets).isNotEmpty()
                .allSatisfy(yaml -> assertThat(ExperimentFile.read(yaml, "README.md")).isInstanceOf(Read.Valid.class));
    }

    @Test
    void namesOnlyCommandsThereAre() throws IOException {
        List<String> known = List.copyOf(Cli.commandLine(Console.ofProcess()).getSubcommands().keySet());
        List<String> shown = COMMAND.matcher(readme()).results().map(found -> found.group(1)).toList();

        assertThat(shown).isNotEmpty().allMatch(
                command -> known.contains(command) || List.of("dev", "demo", "revert", "benchmarks").contains(command));
    }

    @Test
    void namesOnlyFilesThereAre() throws IOException {
        assertThat(FILE.matcher(readme()).results().map(MatchResult::group)).isNotEmpty()
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
