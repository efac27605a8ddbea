package io.faultline.resilience;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The bounded part of the proof: some minutes of the forty that <code>./faultline resilience</code> takes. */
class ResilienceIT {
    @Test
    void noPromiseIsBroken() throws Exception {
        assertThat(Resilience.run(Options.of(List.of("--quick")))).isTrue();
    }
}
