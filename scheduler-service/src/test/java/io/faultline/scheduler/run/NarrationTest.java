package io.faultline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.RunFact;
import io.faultline.testkit.Faults;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NarrationTest {
    private static final Experiment EXPERIMENT = Given.stages(Stage.of(Faults.none("f", Duration.ofSeconds(10))))
            .hypothesis(HypothesisStrategy.BEFORE).experiment();

    private static List<String> told(RunFact... facts) {
        List<String> lines = new ArrayList<>();
        Run run = null;
        for (RunFact fact : facts) {
            Decision decision = RunRules.on(run, new Input.Told(fact), Instant.EPOCH);
            Run next = decision.run();
            assertThat(next).isNotNull();
            Narration.of(run, next, decision.facts()).forEach(line -> lines.add(line.level() + " " + line.text()));
            run = next;
        }
        return lines;
    }

    @Test
    void tellsOfARunThatIsAborted() {
        assertThat(told(RunStory.requested(EXPERIMENT), RunStory.measured("hypothesis:before", "well", Outcome.HELD),
                RunStory.measured("hypothesis:before", "fast", Outcome.HELD), RunStory.aborted(),
                RunStory.reverted("f"))).containsExactly("INFO planned: 2 steps", "INFO gate held",
                        "INFO stage 1 of 1 began", "WARN stopping: enough (asked by ana)", "INFO settled");
    }

    @Test
    void tellsOfABrokenGate() {
        assertThat(told(RunStory.requested(EXPERIMENT), RunStory.measured("hypothesis:before", "well", Outcome.BROKEN)))
                .endsWith("WARN gate broken: the hypothesis does not hold, so no fault is injected");
    }
}
