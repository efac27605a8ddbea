package io.faultline.injector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.RevertReason;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The promise in full: the whole service in a JVM of its own, killed with a fault in force. */
class KilledInjectorIT {
    @Test
    void aFrozenProcessGoesOnAtOnceAndTheNextStartAnswersForIt() throws Exception {
        Map<String, Object> house = EmbeddedHouse.open().properties("injector-service");
        Process injector = inAJvmOfItsOwn(house);
        try (Facts facts = Facts.open(); Sleeper sleeper = Sleeper.start()) {
            RunId run = facts.newRun();
            facts.append(Runs.due(run, Runs.inject(sleeper.frozenFor("freeze", Duration.ofMinutes(5)))));
            facts.await(run, FaultInjected.class, Duration.ofSeconds(60));
            assertThat(sleeper.isFrozen()).isTrue();
            injector.destroyForcibly().waitFor();
            sleeper.goesOnWithin(Duration.ofSeconds(1));
            try (ServiceUnderTest _ = ServiceUnderTest.start(InjectorService.class, "injector-service", house)) {
                assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.RECOVERED);
            }
        } finally {
            injector.destroyForcibly();
        }
    }

    private static Process inAJvmOfItsOwn(Map<String, Object> properties) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED", InjectorService.class.getName()));
        properties.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Path.of("target", "killed-injector.log").toFile()).start();
    }
}
