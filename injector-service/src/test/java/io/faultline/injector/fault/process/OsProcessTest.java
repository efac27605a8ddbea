package io.faultline.injector.fault.process;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** What is shown of a process goes into facts that are kept for ever. */
class OsProcessTest {
    @Test
    void showsNoSecretsOfACommandLine() {
        assertThat(shown("java -Ddb.password=canary -jar shop.jar --api-key=canary --port 8080"))
                .isEqualTo("java -Ddb.password=*** -jar shop.jar --api-key=*** --port 8080");
        assertThat(shown("redis-server --requirepass canary --port 6379"))
                .isEqualTo("redis-server --requirepass *** --port 6379");
        assertThat(shown("worker --token canary SECRET=canary")).isEqualTo("worker --token *** SECRET=***");
        assertThat(shown("psql postgresql://shop:canary@db:5432/shop")).isEqualTo("psql postgresql://***@db:5432/shop");
    }

    @Test
    void showsWhatOnlySoundsLikeASecret() {
        String harmless = "token-service --token-check --port 80 https://host/a@b";

        assertThat(shown(harmless)).isEqualTo(harmless);
    }

    @Test
    void hidesASecretThatWouldBeCutInTwo() {
        String shown = shown("java " + "x".repeat(100) + " --password=" + "canary".repeat(10));

        assertThat(shown).hasSizeLessThanOrEqualTo(120).doesNotContain("canary");
    }

    /** Reading a Java process' class path for secrets took minutes once. */
    @Test
    void readsALongClassPathAtOnce() {
        String classPath = "/repository/org/keycloak/token-keys/1.0/token-keys-1.0.jar:".repeat(1_000);

        String shown = assertTimeout(Duration.ofSeconds(10),
                () -> shown("java -cp " + classPath + " -Dpassword=canary com.example.Shop"));

        assertThat(shown).startsWith("java -cp /repository").doesNotContain("canary");
    }

    private static String shown(String commandLine) {
        return new OsProcess(4711, 1, commandLine, false).shown();
    }
}
