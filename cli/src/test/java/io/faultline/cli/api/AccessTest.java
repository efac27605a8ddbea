package io.faultline.cli.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AccessTest {
    @TempDir
    Path home;

    private Map<String, String> environment(String... more) {
        Map<String, String> environment = new java.util.HashMap<>(Map.of("FAULTLINE_HOME", home.toString()));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    void prefersTheFlagToTheEnvironmentToTheFile() throws IOException {
        Files.writeString(home.resolve("dev.key"), "from-dev\n");
        Path file = Files.writeString(home.resolve("mine"), "from-flag\n");
        assertThat(Access.find(null, null, environment()).key()).isEqualTo("from-dev");
        assertThat(Access.find(null, null, environment("FAULTLINE_API_KEY", "from-env")).key()).isEqualTo("from-env");
        assertThat(Access.find(null, file, environment("FAULTLINE_API_KEY", "from-env")).key()).isEqualTo("from-flag");
    }

    @Test
    void findsTheAddress() {
        assertThat(Access.find(null, null, environment()).address()).hasToString("http://127.0.0.1:8080");
        assertThat(Access.find(null, null, environment("FAULTLINE_ADDRESS", "chaos.example/")).address())
                .hasToString("http://chaos.example");
        assertThat(Access.find("https://one:1", null, environment("FAULTLINE_ADDRESS", "http://two")).address())
                .hasToString("https://one:1");
        assertThatIllegalArgumentException().isThrownBy(() -> Access.find("http://", null, environment()))
                .withMessageContaining("is no address");
    }

    @Test
    void offersTheDevKeyToThisMachineOnly() throws IOException {
        Files.writeString(home.resolve("dev.key"), "from-dev");
        assertThat(Access.find("http://localhost:1", null, environment()).key()).isEqualTo("from-dev");
        assertThat(Access.find("http://[::1]:1", null, environment()).key()).isEqualTo("from-dev");
        assertThat(Access.find("http://chaos.example", null, environment()).key()).isNull();
        assertThat(Access.find("http://127.0.0.1.chaos.example", null, environment()).key()).isNull();
    }
}
