package io.faultline.experiment.graphql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.probe.Probe;
import io.faultline.experiment.measure.StoredProbe;
import io.faultline.http.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ProbeTextsTest {
    private static final Map<String, Object> FLOAT = Map.of("type", "float", "criteria", ">=", "value", "1.5");

    private static StoredProbe stored(String type, Map<String, Object> inputs) {
        Map<String, Object> properties = new HashMap<>(Map.of("probeTimeout", "2s", "interval", "1s", "attempt", 3,
                "probePollingInterval", "500ms", "initialDelay", "4s", "stopOnFailure", true));
        properties.putAll(inputs);
        return new StoredProbe(null, List.of(), type, properties);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments("httpProbe", Map.of("url", "http://cart/", "insecureSkipVerify", true, "method",
                        Map.of("get", Map.of("criteria", "oneOf", "responseCode", "[200,204]")))),
                arguments("httpProbe", Map.of("url", "http://cart/", "method", Map.of("post", Map.of("criteria", "==",
                        "responseCode", "201", "body", "{}", "contentType", "application/json")))),
                arguments("cmdProbe", Map.of("command", "echo 'two words'", "source", "inline", "comparator",
                        Map.of("type", "string", "criteria", "contains", "value", "two"))),
                arguments("cmdProbe",
                        Map.of("command", "curl x", "source", "{\"image\":\"curl:1\",\"hostNetwork\":true}",
                                "comparator", FLOAT)),
                arguments("promProbe", Map.of("endpoint", "http://prometheus", "query", "up", "comparator", FLOAT)),
                arguments("k8sProbe", Map.of("group", "apps", "version", "v1", "resource", "deployments", "namespace",
                        "shop", "labelSelector", "app=cart", "operation", "present")));
    }

    /** What is shown of a probe that stands in an experiment can be sent to keep it, and measures the same. */
    @ParameterizedTest
    @MethodSource("kinds")
    void theShownPropertiesAreThatProbes(String type, Map<String, Object> inputs) {
        Probe probe = ProbeTexts.read("p", stored(type, inputs));
        Map<String, Object> shown = ProbeTexts.properties(probe, type);
        assertThat(shown).containsKeys("probeTimeout", "interval", "attempt", "stopOnFailure");
        assertThat(ProbeTexts.read("p", new StoredProbe(null, List.of(), type, shown))).isEqualTo(probe);
    }

    private static @Nullable PodSource source(String text) {
        Probe probe = ProbeTexts.read("p",
                stored("cmdProbe", Map.of("command", "ls", "source", text, "comparator", FLOAT)));
        return ((CommandProbe) probe.spec()).pod();
    }

    @Test
    void aCommandsSourceIsJsonOrAnImageOrNone() {
        assertThat(source("inline")).isNull();
        assertThat(source(" ")).isNull();
        assertThat(source("docker.io/curl:1").image()).isEqualTo("docker.io/curl:1");
        assertThat(source(" {\"image\": \"curl:2\"}").image()).isEqualTo("curl:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{image: curl}", "{", "{\"image\": "})
    void aSourceThatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> source(text)).isInstanceOf(Problem.class).hasMessageContaining("source is no JSON");
    }
}
