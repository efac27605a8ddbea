package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Test
    void beginsWhatIsHeardOfInTime() {
        assertThat(LeaseRules.refusal(lease(10, Sequence.PARALLEL), NOON, LONGEST)).isEmpty();
    }

    @Test
    void refusesWhatIsHeardOfAfterItsDeadline() {
        Lease lease = lease(10, Sequence.PARALLEL);
        assertThat(LeaseRules.refusal(lease, lease.deadline(), LONGEST)).isEmpty();
        assertThat(LeaseRules.refusal(lease, lease.deadline().plusMillis(1), LONGEST)).get()
                .extracting(Objection::reason).asString()
                .contains("after its deadline");
    }

    @Test
    void refusesWhatWouldLastLongerThanThisInjectorAllows() {
        assertThat(LeaseRules.refusal(lease(601, Sequence.PARALLEL), NOON, LONGEST)).get().extracting(Objection::reason)
                .asString()
                .contains("10m1s").contains("10m;");
        assertThat(refusal(300, Sequence.SERIAL, 2)).isEmpty();
        assertThat(refusal(300, Sequence.SERIAL, 3)).get().extracting(Objection::reason).asString().contains("15m");
    }

    @Test
    void refusesASelectorThatMatchesNothing() {
        assertThat(refusal(10, Sequence.PARALLEL, 0)).get().extracting(Objection::reason).asString()
                .contains("matches nothing");
    }

    @Test
    void refusesToHitMoreThanTheBlastRadius() {
        Fault fault = lease(10, Sequence.PARALLEL).fault();
        BlastRadius two = BlastRadius.of(2, null);
        assertThat(LeaseRules.refusal(fault, two, plan(2), LONGEST)).isEmpty();
        assertThat(LeaseRules.refusal(fault, two, plan(3), LONGEST)).get().extracting(Objection::reason).asString()
                .contains("at most 2 targets");
        assertThat(LeaseRules.refusal(fault, BlastRadius.of(null, 50), plan(2), LONGEST)).get()
                .extracting(Objection::reason).asString()
                .contains("at most 50 %");
    }

    @Test
    void endsAtTheDurationOrTheDeadlineWhicheverComesFirst() {
        assertThat(LeaseRules.until(lease(10, Sequence.PARALLEL), 3, NOON)).isEqualTo(NOON.plusSeconds(10));
        assertThat(LeaseRules.until(lease(10, Sequence.SERIAL), 3, NOON)).isEqualTo(NOON.plusSeconds(30));
        assertThat(LeaseRules.until(lease(100, Sequence.PARALLEL), 1, NOON)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void whatNeverBeganIsAnsweredAsFailedToInject() {
        Lease intent = lease(10, Sequence.PARALLEL);
        assertThat(LeaseRules.recovered(intent, Optional.empty())).isInstanceOf(Ending.NotInjected.class);
    }

    @Test
    void whatMayHaveHadAnEffectIsAnsweredAsRecovered() {
        assertThat(LeaseRules.recovered(armed(), Optional.empty()))
                .isEqualTo(new Ending.Reverted(RevertReason.RECOVERED));
    }

    @Test
    void whatCannotBeMendedSaysHowToDoItByHand() {
        Ending stuck = LeaseRules.mended(armed(), RevertReason.PLANNED, Optional.of("no"));
        assertThat(stuck).isEqualTo(new Ending.Stuck("no", "kill -CONT 1 && kill -CONT 2"));
        assertThat(LeaseRules.answer(armed(), stuck, NOON))
                .isInstanceOfSatisfying(FaultFailed.class, failed -> {
                    assertThat(failed.failed()).isEqualTo(FaultFailed.Failed.REVERT);
                    assertThat(failed.manualUndo()).isEqualTo("kill -CONT 1 && kill -CONT 2");
                });
    }

    @Test
    void aFailedInjectionLeavesNothingOrSaysSo() {
        Objection why = new Objection(Refusal.NOT_POSSIBLE, "why");
        assertThat(LeaseRules.failed(armed(), why, Optional.empty()))
                .isEqualTo(new Ending.NotInjected(Refusal.NOT_POSSIBLE, "why"));
        assertThat(LeaseRules.failed(armed(), why, Optional.of("stuck"))).isInstanceOf(Ending.Stuck.class);
    }

    @Test
    void answersARevertWithItsReason() {
        assertThat(LeaseRules.answer(armed(), new Ending.Reverted(RevertReason.STOPPED), NOON))
                .isInstanceOfSatisfying(FaultReverted.class,
                        reverted -> assertThat(reverted.reason()).isEqualTo(RevertReason.STOPPED));
    }

    private static Optional<Objection> refusal(int seconds, Sequence sequence, int targets) {
        return LeaseRules.refusal(lease(seconds, sequence).fault(), BlastRadius.UNLIMITED, plan(targets), LONGEST);
    }

    private static Lease armed() {
        return lease(10, Sequence.PARALLEL).armed(plan(2));
    }

    private static Plan<Undo.LetGoOn> plan(int targets) {
        return new Plan<>(targets, IntStream.rangeClosed(1, targets).mapToObj(
                pid -> new Hit<>(new HitTarget("process", "" + pid, ""), new Undo.LetGoOn(pid, 1), "")).toList());
    }

    private static Lease lease(int seconds, Sequence sequence) {
        Fault fault = new Fault("f", new NoFault(), Duration.ofSeconds(seconds), null, null, sequence, null,
                List.of());
        Step.Inject inject = new Step.Inject(new StepId("inject:f"), fault, BlastRadius.UNLIMITED);
        StepDue due = new StepDue(new RunId(new UUID(1, 1)), new ProjectId("p"), inject, NOON, NOON.plusSeconds(60));
        return LeaseRules.intended(due, inject, "me");
    }
}
