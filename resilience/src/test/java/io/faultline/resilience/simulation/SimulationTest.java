package io.faultline.resilience.simulation;

import java.util.Set;

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
}
