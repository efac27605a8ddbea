package io.faultline.injector.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

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
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunFact;
import io.faultline.injector.MemoryJournal;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Braked;
import io.faultline.injector.lease.Custody;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Limits;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.Order;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How a lease is seen through, with a world of three lamps that a fault puts out. */
class InjectorIT {
    private static final RunId RUN = new RunId(new UUID(1, 1));
    private final MemoryJournal leases = new MemoryJournal();
    private static final FaultSpec KILLS = new PodDelete(PodTarget.labelled("shop", "app=cart"), false, null);

    private final List<RunFact> facts = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> story = new ConcurrentLinkedQueue<>();
    private final Set<Long> dark = ConcurrentHashMap.newKeySet();
    private final Set<Long> stuck = ConcurrentHashMap.newKeySet();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Lamps driver = new Lamps();
    private FaultSpec spec = new NoFault();
    private Duration lasts = Duration.ofSeconds(60);
    private volatile boolean graceGiven;
    private volatile Duration silence = Duration.ZERO;
    private volatile Duration clockSetBy = Duration.ZERO;
    private volatile long unreachable;
    private final CountDownLatch reachable = new CountDownLatch(1);
    /** So many have waited for that. */
    private final AtomicInteger waiting = new AtomicInteger();
    private final Injector injector = new Injector("me",
            new World(new Machine("here"), (_, _, _) -> driver, this::light,
                    new Notes(), leases, leases, leases, new Said(), Runnable::run, () -> silence),
            () -> Clock.systemUTC().instant().plus(clockSetBy), new Limits(Duration.ofMinutes(10), 100, 100),
            Duration.ofSeconds(15), meters);

    @AfterEach
    void close() {
        injector.close();
    }

    @Test
    void hitsAllTargetsAtOnceAndMendsThemAll() {
        begin(lease(Duration.ofMillis(100), Duration.ZERO, Sequence.PARALLEL));
        ended();
        assertThat(story.stream().limit(3)).containsExactlyInAnyOrder("off 1", "off 2", "off 3");
        assertThat(dark).isEmpty();
        assertThat(facts).hasExactlyElementsOfTypes(FaultInjected.class, FaultReverted.class);
    }

    @Test
    void noTargetWaitsForAnother() {
        driver.hangsAt = 1;
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        Awaitility.await().until(() -> dark.equals(Set.of(2L, 3L)));
        assertThat(facts).isEmpty();
        driver.hanging.release();
        inForce();
    }

    @Test
    void theFirstRefusalEndsWhatIsUnderWayAndWhatWasMadeIsMended() {
        driver.hangsAt = 1;
        driver.failsAt = 3;
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        ended();
        assertThat(dark).isEmpty();
        assertThat(watched).isEmpty();
        assertThat(facts).singleElement().isInstanceOfSatisfying(FaultFailed.class,
                failed -> assertThat(failed.reason()).isEqualTo("lamp 3 does not go out"));
    }

    @Test
    void goesThroughTargetsOneAfterTheOther() {
        begin(lease(Duration.ofMillis(50), Duration.ZERO, Sequence.SERIAL));
        ended();
        assertThat(story).containsExactly("off 1", "on 1", "off 2", "on 2", "off 3", "on 3");
        FaultInjected injected = (FaultInjected) facts.getFirst();
        assertThat(injected.until()).isEqualTo(injected.at().plusMillis(150));
    }

    @Test
    void strikesAgainAtEachInterval() {
        spec = KILLS;
        begin(lease(Duration.ofMillis(1000), Duration.ofMillis(400), Sequence.PARALLEL));
        ended();
        assertThat(story.stream().filter("off 1"::equals)).hasSize(3);
    }

    @Test
    void strikesOneAfterTheOtherWithinItsDurationAndChoosesAnewWhenAllHadTheirTurn() {
        spec = KILLS;
        begin(lease(Duration.ofMillis(1500), Duration.ofMillis(300), Sequence.SERIAL));
        ended();
        assertThat(story.stream().limit(5)).containsExactly("off 1", "off 2", "off 3", "off 1", "off 2");
        assertThat(driver.planned).hasValue(2);
        FaultInjected injected = (FaultInjected) facts.getFirst();
        assertThat(injected.until()).isEqualTo(injected.at().plusMillis(1500));
    }

    @Test
    void strikesTheSameTargetsAgainWhereThatIsItsNature() {
        spec = new ContainerKill(PodTarget.labelled("shop", "app=cart"), null);
        begin(lease(Duration.ofMillis(500), Duration.ofMillis(300), Sequence.SERIAL));
        ended();
        assertThat(story.stream().filter(each -> each.startsWith("off"))).as("each for its whole duration")
                .containsExactly("off 1", "off 1", "off 2", "off 2", "off 3", "off 3");
        assertThat(driver.planned).hasValue(1);
    }

    @Test
    void waitsWithTheNextStrokeUntilTargetsThatAreCheckedHaveRecovered() {
        spec = KILLS;
        driver.ailing.set(2);
        begin(lease(Duration.ofMillis(2000), Duration.ofMillis(300), Sequence.PARALLEL));
        ended();
        assertThat(story.stream().filter("off 1"::equals)).as("seven without it").hasSizeBetween(2, 5);
    }

    @Test
    void aFaultWhoseCheckedTargetsDoNotRecoverHasFailed() {
        driver.ailing.set(Integer.MAX_VALUE);
        lasts = Duration.ofSeconds(3);
        begin(lease(Duration.ofMillis(100), Duration.ZERO, Sequence.PARALLEL));
        ended();
        assertThat(dark).as("it is taken away all the same").isEmpty();
        assertThat(facts.getLast()).isInstanceOfSatisfying(FaultFailed.class, failed -> assertThat(failed.reason())
                .startsWith("it is taken away, but its targets have not recovered by").endsWith(": lamp 1"));
    }

    @Test
    void aLookThatFailsOnceFailsNoFault() {
        driver.ailing.set(1);
        driver.unseen.set(1);
        begin(lease(Duration.ofMillis(100), Duration.ZERO, Sequence.PARALLEL));
        ended();
        assertThat(facts).hasExactlyElementsOfTypes(FaultInjected.class, FaultReverted.class);
    }

    @Test
    void whatIsInForceEndsWhenTheClockIsSet() {
        injector.start(Duration.ofMillis(100));
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        clockSetBy = Duration.ofHours(-1);
        ended();
        assertThat(dark).isEmpty();
        assertThat(((FaultReverted) facts.getLast()).reason()).isEqualTo(RevertReason.STOPPED);
    }

    @Test
    void aTargetThatDoesNotAnswerKeepsNoOtherBroken() {
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        unreachable = 1;
        injector.order(RUN, Order.STOP);
        Awaitility.await().until(() -> dark.equals(Set.of(1L)));
        reachable.countDown();
        ended();
        assertThat(dark).isEmpty();
    }

    @Test
    void anInjectionUnderWayIsInterruptedByAStopAndMended() {
        driver.hangsAt = 2;
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        Awaitility.await().until(() -> driver.hanging.hasQueuedThreads());
        injector.order(RUN, Order.STOP);
        ended();
        assertThat(dark).isEmpty();
        assertThat(((FaultReverted) facts.getLast()).reason()).isEqualTo(RevertReason.STOPPED);
        assertThat(facts).hasSize(1);
    }

    @Test
    void whatWasStoppedBeforeItBeganNeverBegins() {
        driver.planning = new CountDownLatch(1);
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        injector.order(RUN, Order.STOP);
        driver.planning.countDown();
        ended();
        assertThat(story).isEmpty();
        assertThat(facts).singleElement().isInstanceOfSatisfying(FaultFailed.class,
                failed -> assertThat(failed.reason()).isEqualTo("its run was stopped before it began"));
    }

    @Test
    void anInjectionThatIsStillUnderWayWhenItsTimeIsOverIsEndedAndMended() {
        driver.hangsAt = 2;
        begin(lease(Duration.ofMillis(500), Duration.ZERO, Sequence.PARALLEL));
        ended();
        assertThat(dark).isEmpty();
        assertThat(facts).singleElement().isInstanceOfSatisfying(FaultFailed.class,
                failed -> assertThat(failed.reason()).contains("its time was over"));
    }

    @Test
    void anInjectionThatFailsHalfwayLeavesNothing() {
        driver.failsAt = 3;
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        ended();
        assertThat(dark).isEmpty();
        assertThat(facts).singleElement().isInstanceOfSatisfying(FaultFailed.class,
                failed -> assertThat(failed.failed()).isEqualTo(FaultFailed.Failed.INJECT));
    }

    @Test
    void saysWithinTwoSecondsThatItCannotMend() {
        stuck.add(2L);
        begin(lease(Duration.ofMillis(10), Duration.ZERO, Sequence.PARALLEL));
        ended();
        FaultFailed failed = (FaultFailed) facts.getLast();
        assertThat(failed.failed()).isEqualTo(FaultFailed.Failed.REVERT);
        assertThat(failed.manualUndo()).contains("kill -CONT 2");
        assertThat(dark).containsExactly(2L);
        assertThat(leases.states.get(1L)).isEqualTo(LeaseState.REVERT_FAILED);
        assertThat(watched).as("the watchdog keeps what is not mended").singleElement().asString()
                .endsWith("-1-1");
    }

    @Test
    void makesNoEffectThatCannotBeJournalled() {
        leases.down = true;
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        Awaitility.await().during(Duration.ofMillis(200)).until(story::isEmpty);
        assertThat(facts).isEmpty();
    }

    @Test
    void mendsAtOnceAndAnswersWhenTheJournalIsBack() {
        begin(lease(Duration.ofSeconds(1), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        leases.down = true;
        Awaitility.await().until(dark::isEmpty);
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> facts.size() == 1);
        leases.down = false;
        ended();
        assertThat(((FaultReverted) facts.getLast()).reason()).isEqualTo(RevertReason.PLANNED);
    }

    @Test
    void mendsByItselfWhatItCouldNotRenewForATerm() {
        injector.start(Duration.ofMillis(100));
        begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        leases.down = true;
        Awaitility.await().atMost(Duration.ofSeconds(6)).until(dark::isEmpty);
        assertThat(facts).as("nobody can be told yet").hasSize(1);
        leases.down = false;
        ended();
        assertThat(((FaultReverted) facts.getLast()).reason()).isEqualTo(RevertReason.RECOVERED);
    }

    @Test
    void aZombieThatWakesUpLongAfterItsLeaseWasLostDoesNotStrike() {
        injector.begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL),
                System.nanoTime() - Duration.ofSeconds(10).toNanos());
        ended();
        assertThat(story).as("Case 11").noneMatch(deed -> deed.startsWith("off"));
        assertThat(((FaultFailed) facts.getLast()).refusal()).isEqualTo(Refusal.LEASE_LOST);
    }

    @Test
    void mendsEverythingWhenTheBrokerIsNotHeardOf() {
        injector.start(Duration.ofMillis(100));
        begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        silence = Duration.ofSeconds(16);
        ended();
        assertThat(dark).as("Case 7").isEmpty();
        assertThat(((FaultReverted) facts.getLast()).reason()).isEqualTo(RevertReason.STOPPED);
    }

    @Test
    void aFaultOfWhichAnEffectWasLostEndsAtOnce() {
        begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        injector.undone(new Undo.LetGoOn(7, 0));
        injector.undone(new Undo.LetGoOn(2, 0));
        ended();
        assertThat(dark).isEmpty();
        assertThat(((FaultReverted) facts.getLast()).reason()).isEqualTo(RevertReason.RECOVERED);
        assertThat(lines).filteredOn(line -> line.contains("before its time")).singleElement().asString()
                .contains(new Undo.LetGoOn(2, 0).deed());
    }

    @Test
    void aFaultOfWhichAnEffectWasLostThatCannotBeMendedIsNotSaidToBeReverted() {
        stuck.add(2L);
        begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        injector.undone(new Undo.LetGoOn(2, 0));
        ended();
        assertThat(((FaultFailed) facts.getLast()).failed()).isEqualTo(FaultFailed.Failed.REVERT);
    }

    @Test
    void leavesWhatIsInForceToTheNextInjectorWhenItHandsOver() {
        begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        injector.handOver();
        assertThat(dark).as("Case 5").hasSize(3);
        assertThat(leases.handedOver).containsExactly(1L);
        assertThat(graceGiven).isTrue();
        assertThat(facts).hasSize(1);
    }

    @Test
    void goesOnWithWhatAnotherInjectorHandedOverUntilItsPlannedEnd() {
        dark.addAll(Set.of(1L, 2L, 3L));
        leases.left.add(handedOver(Duration.ofSeconds(3), Sequence.PARALLEL, Duration.ofSeconds(1)));
        injector.start(Duration.ofMillis(100));
        Awaitility.await().until(() -> watched.size() == 3);
        assertThat(dark).hasSize(3);
        ended();
        assertThat(dark).isEmpty();
        assertThat(story).as("made again: it may have ended with its owner").contains("off 1", "off 2", "off 3");
        assertThat(facts).singleElement().isInstanceOfSatisfying(FaultReverted.class,
                reverted -> assertThat(reverted.reason()).isEqualTo(RevertReason.PLANNED));
    }

    @Test
    void goesOnAtTheTargetWhoseTurnItIs() {
        dark.addAll(Set.of(1L, 2L));
        leases.left.add(handedOver(Duration.ofSeconds(1), Sequence.SERIAL, Duration.ofMillis(1500)));
        injector.start(Duration.ofMillis(100));
        ended();
        assertThat(story.stream().distinct()).containsExactly("on 1", "off 2", "on 2", "off 3", "on 3");
    }

    @Test
    void strikesOnAtItsIntervalsAfterAHandOver() {
        spec = KILLS;
        leases.left.add(handedOver(Duration.ofSeconds(2), Duration.ofMillis(1500), Sequence.PARALLEL,
                Duration.ofMillis(500)));
        injector.start(Duration.ofMillis(100));
        ended();
        assertThat(story.stream().filter("off 1"::equals)).as("the next stroke, and no earlier one again").hasSize(1);
    }

    @Test
    void mendsWhatADeadInjectorLeftBehind() {
        dark.addAll(Set.of(1L, 2L, 3L));
        leases.left.add(taken(Duration.ofSeconds(60), Duration.ZERO, Sequence.PARALLEL, Duration.ofSeconds(1), null));
        injector.start(Duration.ofMillis(100));
        ended();
        assertThat(dark).as("Case 1").isEmpty();
        assertThat(((FaultReverted) facts.getLast()).reason()).isEqualTo(RevertReason.RECOVERED);
    }

    @Test
    void aFaultThatDoesNotMendIsTriedAgainUntilItDoes() {
        stuck.add(2L);
        injector.start(Duration.ofMillis(100));
        begin(lease(Duration.ofMillis(10), Duration.ZERO, Sequence.PARALLEL));
        ended();
        Awaitility.await().until(() -> meters.get("faultline.faults.stuck").gauge().value() == 1);
        stuck.clear();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(dark::isEmpty);
        Awaitility.await().until(() -> facts.getLast() instanceof FaultReverted);
        assertThat(watched).as("Case 23").isEmpty();
        assertThat(leases.states).containsEntry(1L, LeaseState.REVERTED);
        Awaitility.await().until(() -> meters.get("faultline.faults.stuck").gauge().value() == 0);
    }

    @Test
    void aTryThatTakesLongIsTheOnlyOneAndItsAnswerCounts() {
        stuckUntilReachable();
        Awaitility.await().during(Duration.ofMillis(500)).until(() -> waiting.get() == 1);
        assertThat(injector.brake().retry(1)).as("it is under way").isPresent();
        assertThat(waiting).hasValue(1);
        reachable.countDown();
        Awaitility.await().until(() -> facts.getLast() instanceof FaultReverted);
        assertThat(lines).filteredOn(line -> line.contains("is mended now")).hasSize(1);
        assertThat(dark).isEmpty();
    }

    @Test
    void whatAPersonHasSeenToMeanwhileIsNotSaidToBeMended() {
        stuckUntilReachable();
        assertThat(injector.brake().acknowledge(1, "its machine was sold")).isEmpty();
        reachable.countDown();
        Awaitility.await().until(dark::isEmpty);
        Awaitility.await().during(Duration.ofMillis(300))
                .until(() -> lines.stream().noneMatch(line -> line.contains("is mended now")));
        assertThat(lines).anyMatch(line -> line.contains("its machine was sold"));
        assertThat(facts).filteredOn(FaultReverted.class::isInstance).hasSize(1);
    }

    /** In the middle of the next try. */
    private void stuckUntilReachable() {
        stuck.add(2L);
        begin(lease(Duration.ofMillis(10), Duration.ZERO, Sequence.PARALLEL));
        ended();
        stuck.clear();
        unreachable = 2;
        injector.start(Duration.ofMillis(50));
        Awaitility.await().until(() -> waiting.get() > 0);
    }

    @Test
    void aHaltMendsEverythingAndLetsNothingBegin() {
        begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        Braked report = injector.brake().halt("INC-991", "ana");
        assertThat(dark).as("Case 25").isEmpty();
        assertThat(report.reverted()).isOne();
        assertThat(report.failed()).isEmpty();
        assertThat(((FaultReverted) facts.getLast()).reason()).isEqualTo(RevertReason.HALTED);
        begin(lease(2, Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        Awaitility.await().until(() -> leases.endings.containsKey(2L));
        Awaitility.await().until(() -> facts.getLast() instanceof FaultFailed failed
                && failed.refusal() == Refusal.HALTED);
        assertThat(dark).isEmpty();
    }

    @Test
    void aHaltMendsThoughTheJournalIsAway() {
        begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        leases.down = true;
        assertThatThrownBy(() -> injector.brake().halt("INC-991", "ana")).isInstanceOf(IllegalStateException.class);
        Awaitility.await().until(dark::isEmpty);
        leases.down = false;
        ended();
    }

    @Test
    void aHaltSaysWhatItCouldNotMend() {
        stuck.add(2L);
        begin(lease(Duration.ofSeconds(50), Duration.ZERO, Sequence.PARALLEL));
        inForce();
        Braked report = injector.brake().halt("INC-991", "ana");
        assertThat(report.reverted()).isZero();
        assertThat(report.failed()).singleElement()
                .satisfies(failed -> assertThat(failed.manualUndo()).contains("kill -CONT 2"));
    }

    @Test
    void mendsAndKeepsSilentWhenAnotherInjectorHasTakenOver() {
        injector.start(Duration.ofMillis(20));
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        Awaitility.await().until(() -> dark.size() == 3 && facts.size() == 1);
        leases.takenOver.add(1L);
        Awaitility.await().until(dark::isEmpty);
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> facts.size() == 1);
    }

    @Test
    void mendsAllItHoldsWhenItIsClosed() {
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        Awaitility.await().until(() -> dark.size() == 3 && facts.size() == 1);
        injector.close();
        assertThat(dark).isEmpty();
        assertThat(facts.getLast()).isInstanceOf(FaultReverted.class);
    }

    @Test
    void countsWhatIsInForce() {
        begin(lease(Duration.ofSeconds(30), Duration.ZERO, Sequence.PARALLEL));
        Awaitility.await().until(() -> meters.get("faultline.faults.active").gauge().value() == 3);
        Awaitility.await().until(() -> facts.size() == 1);
        injector.order(RUN, Order.STOP);
        ended();
        assertThat(meters.get("faultline.faults.active").gauge().value()).isZero();
        assertThat(meters.get("faultline.fault.injections").tag("outcome", "injected").counter().count()).isOne();
        assertThat(meters.get("faultline.fault.revert.duration").timer().count()).isOne();
    }

    private void begin(Lease lease) {
        injector.begin(lease, System.nanoTime());
    }

    private void ended() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> leases.endings.containsKey(1L));
    }

    private void inForce() {
        Awaitility.await().until(() -> dark.size() == 3 && facts.size() == 1);
    }

    private Lease handedOver(Duration duration, Sequence sequence, Duration ago) {
        return handedOver(duration, Duration.ZERO, sequence, ago);
    }

    private Lease handedOver(Duration duration, Duration interval, Sequence sequence, Duration ago) {
        return taken(duration, interval, sequence, ago, Duration.ofMillis(300));
    }

    /** A lease in force for so long, taken over from another injector. */
    private Lease taken(Duration duration, Duration interval, Sequence sequence, Duration ago,
            @Nullable Duration handedOverFor) {
        Lease lease = lease(duration, interval, sequence).armed(driver.plan("m"));
        leases.states.put(1L, LeaseState.ACTIVE);
        Instant began = Instant.now().minus(ago);
        Instant until = LeaseRules.until(lease, 3, began);
        return new Lease(1, lease.run(), lease.step(), lease.project(), lease.fault(), lease.blastRadius(), null, null,
                LeaseState.ACTIVE, lease.dueAt(), lease.deadline(), lease.targets(), lease.undos(), began, until,
                null, new Custody("here", "me", 2, handedOverFor), null, null);
    }

    private Lease lease(Duration duration, Duration interval, Sequence sequence) {
        return lease(1, duration, interval, sequence);
    }

    private Lease lease(long id, Duration duration, Duration interval, Sequence sequence) {
        Fault fault = new Fault("lamps", spec, duration, interval, null, sequence, null, List.of());
        Instant now = Instant.now();
        return new Lease(id, RUN, new StepId("inject:lamps"), new ProjectId("p"), fault, BlastRadius.UNLIMITED, null,
                null,
                LeaseState.INTENT, now, now.plus(lasts), List.of(), List.of(), null, null, null,
                new Custody("here", "me", 1, null), null, null);
    }

    private void light(Undo undo) throws NotReverted {
        long lamp = ((Undo.LetGoOn) undo).pid();
        if (lamp == unreachable) {
            awaitReachable();
        }
        if (stuck.contains(lamp)) {
            throw new NotReverted("lamp " + lamp + " is broken");
        }
        dark.remove(lamp);
        story.add("on " + lamp);
    }

    private void awaitReachable() throws NotReverted {
        waiting.incrementAndGet();
        try {
            reachable.await();
        } catch (InterruptedException e) {
            throw new NotReverted("interrupted", e);
        }
    }

    /** Puts lamps 1 to 3 out. */
    private final class Lamps implements Driver<Undo.LetGoOn> {
        private final Semaphore hanging = new Semaphore(0);
        private volatile long hangsAt;
        private volatile long failsAt;
        /** How often it is asked until all are well. */
        private final AtomicInteger ailing = new AtomicInteger();
        /** How often nobody can look. */
        private final AtomicInteger unseen = new AtomicInteger();
        private final AtomicInteger planned = new AtomicInteger();
        private volatile CountDownLatch planning = new CountDownLatch(0);

        @Override
        public List<String> ailing() throws FaultRefused {
            if (unseen.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new FaultRefused("the cluster is asked too much (429)");
            }
            return ailing.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? List.of("lamp 1") : List.of();
        }

        @Override
        public Plan<Undo.LetGoOn> plan(String mark) {
            planned.incrementAndGet();
            while (planning.getCount() > 0) {
                Thread.onSpinWait();
            }
            return new Plan<>(3, LongStream.rangeClosed(1, 3).mapToObj(lamp -> new Hit<>(
                    new HitTarget("lamp", "" + lamp, ""), new Undo.LetGoOn(lamp, 0), "put out lamp " + lamp)).toList());
        }

        @Override
        public void inject(Undo.LetGoOn undo, Duration longest) throws FaultRefused, InterruptedException {
            assertThat(leases.states.get(1L)).as("journalled before the first effect").isNotNull();
            assertThat(watched).as("watched before the effect").isNotEmpty();
            if (undo.pid() == hangsAt) {
                hanging.acquire();
            }
            if (undo.pid() == failsAt) {
                throw new FaultRefused("lamp " + failsAt + " does not go out");
            }
            dark.add(undo.pid());
            story.add("off " + undo.pid());
        }
    }

    private final class Notes implements Watchdog {
        @Override
        public void arm(String key, long fence, Undo undo, Duration left) {
            watched.add(key);
        }

        @Override
        public void disarm(String key) {
            watched.remove(key);
        }

        @Override
        public void handOver(Duration grace) {
            graceGiven = true;
        }
    }

    private final class Said implements Answers {
        @Override
        public void state(ProjectId project, List<RunFact> stated) {
            facts.addAll(stated);
        }

        @Override
        public void line(Lease lease, LogLine.Level level, String text) {
            lines.add(text);
        }
    }
}
