package io.faultline.resilience.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

import io.faultline.resilience.Resilience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The wire and fate of the simulation keep every promise, and a defect of any kind is found: cases 2, 3, 10 and 11. */
class SimulationTest {
    @Test
    void noWorldBreaksAPromise() {
        assertThat(Simulation.play(1, 300, Set.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void everyDefectIsFound(Defect defect) {
        assertThat(Simulation.play(1, 300, Set.of(defect))).isNotEmpty();
    }

    @Test
    void theSameSeedIsTheSameStory() {
        Simulation.Trial first = Simulation.play(7, Set.of(), true);
        assertThat(first.story()).isNotEmpty().isEqualTo(Simulation.play(7, Set.of(), true).story());
    }

    /** Java's unchangeable collections are gone through in another order in each JVM. */
    @Test
    void theSameSeedIsTheSameStoryInAnotherJvm() throws IOException {
        Process another = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", Resilience.class.getName(), "--only",
                "world", "--seed", "3542").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = another.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.lines()).isEqualTo(Simulation.play(3542, Set.of(), true).story());
        }
    }

    /** Mended at once, but told late: an injector after the other died, and the database was away in between. */
    @Test
    void whatNobodyCouldTellIsNotLate() {
        assertThat(Simulation.play(8302, Set.of(), false).violations()).isEmpty();
    }
}
