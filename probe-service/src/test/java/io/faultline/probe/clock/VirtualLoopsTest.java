package io.faultline.probe.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Evaluations;
import io.faultline.probe.probe.NoCluster;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.Programs;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.probe.Web;
import io.faultline.probe.watch.Reports;
import io.faultline.probe.watch.Tally;
import io.faultline.probe.watch.Watch;
import io.faultline.testkit.Probes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VirtualLoopsTest {
    private static final RunId RUN = RunId.parse("01890000-0000-7000-8000-000000000001");

    private final VirtualLoops loops = new VirtualLoops(evaluations(), new Silence(), new Untraced(),
            new SystemTime(Clock.systemUTC()));
    private final Watch watch = watch();

    @AfterEach
    void close() throws InterruptedException {
        loops.close();
    }

    @Test
    void keepsWhatItSawUntilTheRunIsOverSoThatAnAnswerCanBeGivenAgain() throws InterruptedException {
        loops.begin(watch);

        Optional<Watch> first = loops.ended(watch.key());
        Optional<Watch> again = loops.ended(watch.key());

        assertThat(first).hasValueSatisfying(seen -> assertThat(seen.tally().evaluations()).isEqualTo(1));
        assertThat(again).isEqualTo(first);
        loops.drop(RUN);
        assertThat(loops.ended(watch.key())).isEmpty();
    }

    private static Watch watch() {
        Probe probe = Probes.holding("checkout", ProbeMode.CONTINUOUS);
        return new Watch(RUN, new ProjectId("default"), new StepId("pre:freeze"), MeasurePhase.PRE_FAULT,
                new FaultId("freeze"), probe, Map.of(), Map.of(), Instant.EPOCH, Tally.NONE, null, null, null, null);
    }

    private static Evaluations evaluations() {
        Judgement held = Judgement.held("200");
        Probing probing = new Probing((_, _, _) -> new Web.Reply.Failed(held),
                (_, _) -> new Programs.Ended.Failed(held),
                (_, _, _) -> held, (_, _, _, _, _) -> held, NoCluster.CLUSTERS);
        return new Evaluations(probing, new SystemTime(Clock.systemUTC()), _ -> null);
    }

    /** Nobody is told, and everybody wants more. */
    private record Silence() implements Reports {
        @Override
        public void sampled(RunId run, StepId step, @Nullable FaultId fault, Probe probe, MeasurePhase phase,
                Measurement measurement, Outcome before) {
            assertThat(measurement.took()).isLessThan(Duration.ofMinutes(1));
        }

        @Override
        public void resumed(Watch seen) {}

        @Override
        public void over(Watch seen) {}

        @Override
        public boolean saved(Watch seen) {
            return true;
        }

        @Override
        public boolean failed(Watch seen) {
            return true;
        }
    }

    private record Untraced() implements Traces {
        @Override
        public @Nullable String current() {
            return null;
        }

        @Override
        public void continued(@Nullable String traceparent, String name, Runnable work) {
            work.run();
        }
    }
}
