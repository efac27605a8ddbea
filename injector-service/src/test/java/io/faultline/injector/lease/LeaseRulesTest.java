package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseRulesTest {
    private static final FaultSpec DELETE = new PodDelete(PodTarget.labelled("shop", "app=cart"), false, null);
    private static final Duration THREE = Duration.ofSeconds(3);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), 100, 100);

    @Test
    void faultsOfOneRunNeverBearTheSameMark() {
        assertThat(marked("db-latency_2.0")).isEqualTo("faultline-" + new RunId(new UUID(1, 1)) + "-db-latency_2.0");
        assertThat(marked("db latency")).isNotEqualTo(marked("db_latency"));
        assertThat(marked("延迟")).isNotEqualTo(marked("中断")).matches("[A-Za-z0-9._-]+");
    }

    private static String marked(String name) {
        Fault fault = Fault.of(name, new NoFault(), Duration.ofSeconds(1), List.of());
        Step.Inject inject = new Step.Inject(new StepId("inject:f"), fault, BlastRadius.UNLIMITED);
        StepDue due = new StepDue(new RunId(new UUID(1, 1)), new ProjectId("p"), inject, NOON, NOON.plusSeconds(60));
        return LeaseRules.intended(due, inject, new Machine("here"), "me").mark();
    }

    @Test
    void beginsWhatIsHeardOfInTime() {
        assertThat(course(lease(10, Sequence.PARALLEL))).isInstanceOf(Course.Begin.class);
    }

    @Test
    void refusesWhatIsHeardOfAfterItsDeadline() {
        Lease lease = lease(10, Sequence.PARALLEL);
        assertThat(LeaseRules.course(lease, lease.deadline(), LIMITS)).isInstanceOf(Course.Begin.class);
        assertThat(LeaseRules.course(lease, lease.deadline().plusMillis(1), LIMITS))
                .isInstanceOfSatisfying(Course.Refuse.class, refused -> {
                    assertThat(refused.why().refusal()).isEqualTo(Refusal.LATE);
                    assertThat(refused.why().reason()).contains("after its deadline");
                });
    }

    @Test
    void refusesWhatWouldLastLongerThanThisInjectorAllows() {
        assertThat(refused(lease(601, Sequence.PARALLEL))).isEqualTo(Refusal.TOO_LONG);
    }

    @Test
    void refusesWhatWasStoppedOrHaltedBeforeItBegan() {
        Lease lease = lease(10, Sequence.PARALLEL);
        assertThat(refused(lease.stopping(RevertReason.STOPPED))).isEqualTo(Refusal.RUN_STOPPED);
        assertThat(refused(lease.stopping(RevertReason.HALTED))).isEqualTo(Refusal.HALTED);
    }

    @Test
    void mendsWhatADeadInjectorMayHaveDone() {
        assertThat(course(armed())).isInstanceOf(Course.Mend.class);
        assertThat(course(active())).isInstanceOf(Course.Mend.class);
    }

    @Test
    void goesOnWithWhatWasHandedOverInTime() {
        assertThat(course(handedOver(active(), 1))).isInstanceOf(Course.GoOn.class);
        assertThat(course(handedOver(active(), 9))).as("the watchdog may be mending").isInstanceOf(Course.Mend.class);
        assertThat(course(handedOver(armed(), 1))).as("never said to be in force").isInstanceOf(Course.Mend.class);
        assertThat(course(handedOver(active(), 1).stopping(RevertReason.STOPPED))).isInstanceOf(Course.Mend.class);
        assertThat(LeaseRules.course(handedOver(active(), 1), NOON.plusSeconds(10), LIMITS))
                .as("over meanwhile").isInstanceOf(Course.Mend.class);
    }

    @Test
    void endsAtTheDurationOrTheDeadlineWhicheverComesFirst() {
        assertThat(LeaseRules.until(lease(10, Sequence.PARALLEL), 3, NOON)).isEqualTo(NOON.plusSeconds(10));
        assertThat(LeaseRules.until(lease(10, Sequence.SERIAL), 3, NOON)).isEqualTo(NOON.plusSeconds(30));
        assertThat(LeaseRules.until(lease(100, Sequence.PARALLEL), 1, NOON)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void hitsAllAtOnceOrOneAfterTheOther() {
        assertThat(LeaseRules.strokes(lease(10, Sequence.PARALLEL), 3, NOON))
                .containsExactly(new Stroke(0, 3, NOON, NOON.plusSeconds(10)));
        assertThat(LeaseRules.strokes(lease(10, Sequence.SERIAL), 2, NOON)).containsExactly(
                new Stroke(0, 1, NOON, NOON.plusSeconds(10)),
                new Stroke(1, 2, NOON.plusSeconds(10), NOON.plusSeconds(20)));
    }

    @Test
    void targetsThatAreStruckAtIntervalsTakeTurnsWithinTheOneDuration() {
        Lease serial = lease(DELETE, 10, THREE, Sequence.SERIAL);
        assertThat(LeaseRules.takesTurns(serial.fault())).isTrue();
        assertThat(LeaseRules.until(serial, 3, NOON)).isEqualTo(NOON.plusSeconds(10));
        assertThat(LeaseRules.strokes(serial, 3, NOON)).containsExactly(new Stroke(0, 3, NOON, NOON.plusSeconds(10)));
    }

    @Test
    void othersHaveTheWholeDurationEach() {
        assertThat(Stream.of(lease(new NoFault(), 10, THREE, Sequence.SERIAL),
                lease(DELETE, 10, Duration.ZERO, Sequence.SERIAL),
                lease(new ContainerKill(PodTarget.labelled("shop", "app=cart"), null), 10, THREE, Sequence.SERIAL)))
                .allSatisfy(each -> assertThat(LeaseRules.until(each, 3, NOON)).isEqualTo(NOON.plusSeconds(30)));
        assertThat(LeaseRules.takesTurns(lease(DELETE, 10, THREE, Sequence.PARALLEL).fault())).isFalse();
        assertThat(LeaseRules.takesTurns(lease(DELETE, 0, THREE, Sequence.SERIAL).fault())).as("one stroke").isFalse();
    }

    @Test
    void strikesAgainAtEachIntervalSinceTheFirst() {
        Fault each = lease(DELETE, 10, THREE, Sequence.PARALLEL).fault();
        assertThat(LeaseRules.nextStrike(each, NOON, NOON)).contains(NOON.plusSeconds(3));
        assertThat(LeaseRules.nextStrike(each, NOON, NOON.plusMillis(7500))).as("whoever holds it by then")
                .contains(NOON.plusSeconds(9));
        assertThat(LeaseRules.nextStrike(active().fault(), NOON, NOON)).isEmpty();
        assertThat(LeaseRules.nextStrike(lease(new NoFault(), 10, THREE, Sequence.PARALLEL).fault(), NOON, NOON))
                .as("what lasts is not made again").isEmpty();
    }

    @Test
    void aStrokeMayTakeAWhileToBeMadeThoughItIsOverAtOnce() {
        Lease stroke = lease(DELETE, 0, null, Sequence.PARALLEL);
        assertThat(LeaseRules.timeToMake(stroke, NOON, NOON)).isEqualTo(Duration.ofSeconds(30));
        assertThat(LeaseRules.timeToMake(stroke, NOON, NOON.plusSeconds(50))).as("but not beyond its step's deadline")
                .isEqualTo(Duration.ofSeconds(10));
        Lease lasting = lease(10, Sequence.PARALLEL);
        assertThat(LeaseRules.timeToMake(lasting, NOON.plusSeconds(10), NOON)).isEqualTo(Duration.ofSeconds(10));
        assertThat(LeaseRules.timeToMake(lasting, NOON.plusSeconds(10), NOON.plusMillis(9900)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatEndedWithItsFormerOwnerIsMadeAgainForAWhile() {
        Lease lease = handedOver(active(), 1);
        assertThat(LeaseRules.nextRemake(lease, NOON, NOON)).isPresent();
        assertThat(LeaseRules.nextRemake(lease, NOON, NOON.plus(LeaseRules.GRACE))).isEmpty();
        assertThat(LeaseRules.nextRemake(active(), NOON, NOON)).isEmpty();
    }

    @Test
    void aLeaseLostBeforeItWasInForceIsAnsweredAsFailedToInject() {
        assertThat(LeaseRules.recovered(armed(), Optional.empty(), NOON))
                .isInstanceOfSatisfying(Ending.NotInjected.class,
                        ending -> assertThat(ending.refusal()).isEqualTo(Refusal.LEASE_LOST));
    }

    @Test
    void whatWasInForceIsAnsweredWithWhatEndedIt() {
        assertThat(recovered(active())).isEqualTo(RevertReason.RECOVERED);
        assertThat(recovered(active().stopping(RevertReason.STOPPED))).isEqualTo(RevertReason.STOPPED);
        assertThat(recovered(handedOver(active(), 2))).isEqualTo(RevertReason.PLANNED);
        assertThat(recovered(handedOver(active(), 20))).isEqualTo(RevertReason.RECOVERED);
    }

    @Test
    void everyOrderHasItsEnding() {
        assertThat(ended(active(), null)).isEqualTo(new Ending.Reverted(RevertReason.PLANNED));
        assertThat(ended(active(), Order.STOP)).isEqualTo(new Ending.Reverted(RevertReason.STOPPED));
        assertThat(ended(active(), Order.HALT)).isEqualTo(new Ending.Reverted(RevertReason.HALTED));
        assertThat(ended(active(), Order.YIELD)).isEqualTo(new Ending.Reverted(RevertReason.RECOVERED));
        assertThat(ended(lease(10, Sequence.PARALLEL), Order.HALT)).isInstanceOfSatisfying(Ending.NotInjected.class,
                ending -> assertThat(ending.refusal()).isEqualTo(Refusal.HALTED));
    }

    @Test
    void whatCannotBeMendedSaysHowToDoItByHandAndIsTriedAgain() {
        Ending stuck = LeaseRules.ended(active(), null, Optional.of("no"), NOON);
        assertThat(stuck).isInstanceOfSatisfying(Ending.Stuck.class, ending -> {
            assertThat(ending.byHand()).isEqualTo("kill -CONT 1 && kill -CONT 2");
            assertThat(ending.tries().next()).isAfter(NOON);
        });
        assertThat(LeaseRules.answer(armed(), stuck, NOON))
                .isInstanceOfSatisfying(FaultFailed.class, failed -> {
                    assertThat(failed.failed()).isEqualTo(FaultFailed.Failed.REVERT);
                    assertThat(failed.manualUndo()).isEqualTo("kill -CONT 1 && kill -CONT 2");
                });
    }

    @Test
    void nobodyElsewhereCanConfirmWhatAWatchdogHasDone() {
        assertThat(LeaseRules.stranded(active(), NOON)).isInstanceOfSatisfying(Ending.Stuck.class, ending -> {
            assertThat(ending.reason()).contains("here", "nobody can confirm it from here");
            assertThat(ending.tries().next()).as("its own host may try at once").isEqualTo(NOON);
        });
    }

    @Test
    void aFailedInjectionLeavesNothingOrSaysSo() {
        Objection why = new Objection(Refusal.NOT_POSSIBLE, "why");
        assertThat(LeaseRules.failed(armed(), why, Optional.empty(), NOON))
                .isEqualTo(new Ending.NotInjected(Refusal.NOT_POSSIBLE, "why"));
        assertThat(LeaseRules.failed(armed(), why, Optional.of("stuck"), NOON)).isInstanceOf(Ending.Stuck.class);
    }

    @Test
    void answersARevertWithItsReason() {
        assertThat(LeaseRules.answer(armed(), new Ending.Reverted(RevertReason.STOPPED), NOON))
                .isInstanceOfSatisfying(FaultReverted.class,
                        reverted -> assertThat(reverted.reason()).isEqualTo(RevertReason.STOPPED));
    }

    @Test
    void onlyWhatHasAnEffectIsLocked() {
        Hit<Undo> harmless = new Hit<>(new HitTarget("host", "here", ""), new Undo.Nothing(), "");
        assertThat(armed().locked()).hasSize(2);
        assertThat(lease(1, Sequence.PARALLEL).armed(Plan.of(harmless)).locked()).isEmpty();
    }

    private static Course course(Lease lease) {
        return LeaseRules.course(lease, NOON, LIMITS);
    }

    private static Refusal refused(Lease lease) {
        return ((Course.Refuse) course(lease)).why().refusal();
    }

    private static RevertReason recovered(Lease lease) {
        return ((Ending.Reverted) LeaseRules.recovered(lease, Optional.empty(), NOON)).reason();
    }

    private static Ending ended(Lease lease, @Nullable Order order) {
        return LeaseRules.ended(lease, order, Optional.empty(), NOON);
    }

    private static Lease armed() {
        return lease(10, Sequence.PARALLEL).armed(plan(2));
    }

    private static Lease active() {
        return armed().active(NOON, NOON.plusSeconds(10));
    }

    private static Lease handedOver(Lease lease, int seconds) {
        return new Lease(lease.id(), lease.run(), lease.step(), lease.project(), lease.fault(), lease.blastRadius(),
                null, null,
                lease.state(), lease.dueAt(), lease.deadline(), lease.targets(), lease.undos(), lease.injectedAt(),
                lease.until(), lease.stop(), new Custody("here", "other", 2, Duration.ofSeconds(seconds)), null,
                null);
    }

    private static Plan<Undo.LetGoOn> plan(int targets) {
        return new Plan<>(targets, IntStream.rangeClosed(1, targets).mapToObj(
                pid -> new Hit<>(new HitTarget("process", "" + pid, ""), new Undo.LetGoOn(pid, 1), "")).toList());
    }

    private static Lease lease(int seconds, Sequence sequence) {
        return lease(new NoFault(), seconds, null, sequence);
    }

    private static Lease lease(FaultSpec spec, int seconds, @Nullable Duration interval, Sequence sequence) {
        Fault fault = new Fault("f", spec, Duration.ofSeconds(seconds), interval, null, sequence, null,
                List.of());
        Step.Inject inject = new Step.Inject(new StepId("inject:f"), fault, BlastRadius.UNLIMITED);
        StepDue due = new StepDue(new RunId(new UUID(1, 1)), new ProjectId("p"), inject, NOON, NOON.plusSeconds(60));
        return LeaseRules.intended(due, inject, new Machine("here"), "me");
    }
}
