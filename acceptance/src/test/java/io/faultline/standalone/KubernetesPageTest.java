package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Read;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page about Kubernetes shows can be used as it stands; its first command is what {@link KubernetesDemoIT} runs. */
class KubernetesPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void itsExperimentsAreValid() throws IOException {
        List<String> shown = YAML.matcher(Files.readString(ROOT.resolve("docs/kubernetes.md"))).results()
                .map((MatchResult block) -> block.group(1)).toList();
        assertThat(shown).hasSize(2);
        String demo = Files.readString(ROOT.resolve("examples/kubernetes-cart.yaml"));
        assertThat(Stream.concat(shown.stream(), Stream.of(demo)))
                .allSatisfy(text -> assertThat(ExperimentFile.read(text, "shown.yaml")).isInstanceOf(Read.Valid.class));
    }
}
