package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** The services in containers can be told what they can be told elsewhere of clusters and agents; compose itself runs in no test. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** What a service reads of clusters, agents and helpers. */
    private static final Pattern OF_CLUSTERS = Pattern.compile(
            "\\$\\{(FAULTLINE_(?:KUBECONFIGS?|HELPER_[A-Z_]+|AGENT_IMAGE|PUBLIC_ADDRESS|PROTECTED_NAMESPACES)):");

    @ParameterizedTest
    @CsvSource({"experiment, experiment-service", "injector, injector-service", "probe, probe-service"})
    void whatAServiceReadsOfClustersIsHandedOn(String service, String room) throws IOException {
        List<String> read = OF_CLUSTERS
                .matcher(Files.readString(ROOT.resolve("%s/src/main/resources/%s.yml".formatted(room, room)))).results()
                .map(found -> found.group(1)).distinct().toList();
        assertThat(read).isNotEmpty();
        assertThat(environment(service)).containsKeys(read.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"injector", "probe"})
    void kubeconfigsAreWhereTheServiceLooksForThemAndNobodyWritesThere(String service) throws IOException {
        String folder = String.valueOf(environment(service).get("FAULTLINE_KUBECONFIGS"));
        assertThat((List<?>) service(service).get("volumes"))
                .hasToString("[${FAULTLINE_KUBECONFIGS_DIR:-kubeconfigs}:%s:ro]".formatted(folder));
        assertThat(map(compose().get("volumes"))).as("an empty one, unless a folder is named")
                .containsKey("kubeconfigs");
    }

    @Test
    void theGatewayIsCalledByTheNamesTheUserSaysToo() throws IOException {
        assertThat(environment("gateway").get("FAULTLINE_API_HOSTS")).asString().startsWith("experiment,")
                .endsWith(",${FAULTLINE_API_HOSTS:-localhost}");
    }

    private static Map<String, Object> environment(String service) throws IOException {
        return map(service(service).get("environment"));
    }

    private static Map<String, Object> service(String name) throws IOException {
        return map(map(compose().get("services")).get(name));
    }

    private static Map<String, Object> compose() throws IOException {
        return map(new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(ROOT.resolve("docker-compose.yml"))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }
}
