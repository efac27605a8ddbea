package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HelperSettingsTest {
    @Test
    void aWholeEnvironmentIsReadAsAnInjectorReadsIt() {
        assertThat(HelperSettings.of(Map.of("FAULTLINE_HELPER_IMAGE", "registry.example/helper:2",
                "FAULTLINE_HELPER_NAMESPACE", "helpers", "FAULTLINE_HELPER_PULL_POLICY", "Always",
                "FAULTLINE_HELPER_PULL_SECRETS", "one, two,")))
                .isEqualTo(new HelperSettings("registry.example/helper:2", "helpers", "Always",
                        List.of("one", "two"), Duration.ofSeconds(30)));
    }

    @Test
    void whatIsNotSetIsAsInItsConfiguration() {
        assertThat(HelperSettings.of(Map.of()))
                .isEqualTo(HelperSettings.of("faultline/helper:0.1.0", "faultline", "IfNotPresent"));
    }
}
