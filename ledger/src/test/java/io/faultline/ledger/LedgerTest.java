package io.faultline.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.Scorecard;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.faultline.ledger.Recorded.a;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A ledger that lets everything pass proves nothing: whatever is made wrong in a true log has to be found. */
class LedgerTest {
    private static final ProjectId OTHERS = new ProjectId("others");

    private static Account check(List<Stated> facts) {
        return Ledger.check(evidence(facts));
    }

    private static Evidence evidence(List<Stated> facts) {
        RunCompleted told = (RunCompleted) facts.stream().filter(a(RunCompleted.class)).findFirst()
                .orElse(Recorded.finished().getLast()).fact();
        return Evidence.ofTheEnd(Limits.PROMISED).facts(Recorded.onTopic(facts)).judgedBy(_ -> told);
    }

    @Test
    void findsNothingWrongWithWhatTrulyHappened() {
        List<Stated> all = new ArrayList<>(Recorded.finished());
        all.addAll(Recorded.aborted());
        Account account = check(Recorded.onTopic(all));
        assertThat(Ledger.check(Evidence.ofTheEnd(Limits.PROMISED).facts(Recorded.onTopic(all))).violations())
                .isEmpty();
        assertThat(account.runs()).isEqualTo(2);
        assertThat(account.facts()).isEqualTo(47);
        assertThat(check(Recorded.finished()).isClean()).isTrue();
    }

    /** What is made wrong, and the promise it breaks. */
    static Stream<Arguments> wrongs() {
        return Stream.of(
                wrong("the end is lost", Invariant.I1, without(a(RunCompleted.class))),
                wrong("all but the request is lost", Invariant.I1, facts -> facts.subList(1, facts.size()).clear()),
                wrong("the end is told twice", Invariant.I1, twice(a(RunCompleted.class))),
                wrong("it settles twice", Invariant.I1, twice(a(RunSettled.class))),
                wrong("it is requested twice", Invariant.I1, twice(a(ExperimentRequested.class))),
                wrong("a fault is injected twice", Invariant.I2, twice(a(FaultInjected.class))),
                wrong("a late owner injects", Invariant.I2, change(a(FaultInjected.class), LedgerTest::anHourLate)),
                wrong("a revert is lost", Invariant.I3, without(a(FaultReverted.class))),
                wrong("a revert comes late", Invariant.I3, change(a(FaultReverted.class), LedgerTest::late)),
                wrong("a fault is stuck without remedy", Invariant.I3, change(a(FaultReverted.class),
                        LedgerTest::stuckWithoutRemedy)),
                wrong("it settles before a revert", Invariant.I4, swap(a(FaultReverted.class), a(RunSettled.class))),
                wrong("it ends before a revert", Invariant.I4, swap(a(FaultReverted.class), a(RunCompleted.class))),
                wrong("a fault is injected after the end", Invariant.I4, move(a(FaultInjected.class))),
                wrong("the request comes second", Invariant.I5, swap(a(ExperimentRequested.class),
                        a(RunPlanned.class))),
                wrong("the plan is lost", Invariant.I5, without(a(RunPlanned.class))),
                wrong("the plan is told twice", Invariant.I5, twice(a(RunPlanned.class))),
                wrong("a step is due before its plan", Invariant.I5, swap(a(RunPlanned.class), a(StepDue.class))),
                wrong("a step is due twice", Invariant.I5, twice(a(StepDue.class))),
                wrong("what was due is lost", Invariant.I5, without(a(StepDue.class))),
                wrong("an answer comes before its question", Invariant.I5, swap(a(StepDue.class),
                        a(ProbeResult.class))),
                wrong("an answer is lost, and nobody waited", Invariant.I5, without(a(ProbeResult.class))),
                wrong("a probe answers twice", Invariant.I5, twice(a(ProbeResult.class))),
                wrong("an action is taken twice", Invariant.I5, twice(a(ActionTaken.class))),
                wrong("a fault is reverted twice", Invariant.I5, twice(a(FaultReverted.class))),
                wrong("a fault is reverted before it is injected", Invariant.I5, swap(a(FaultInjected.class),
                        a(FaultReverted.class))),
                wrong("a fault ends that was never in force", Invariant.I5, without(a(FaultInjected.class))),
                wrong("a fault that was refused is told refused again", Invariant.I5, twice(a(FaultFailed.class))),
                wrong("the settling is lost", Invariant.I5, without(a(RunSettled.class))),
                wrong("the end comes before the settling", Invariant.I5, swap(a(RunSettled.class),
                        a(RunCompleted.class))),
                wrong("another service speaks", Invariant.I5, facts -> facts.set(3, from(facts.get(3),
                        "/faultline/scoring"))),
                wrong("the key is another run's", Invariant.I5, facts -> facts.set(3, keyed(facts.get(3)))),
                wrong("an id is used for two facts", Invariant.I5, facts -> facts.set(4, Recorded.saying(facts.get(3),
                        facts.get(4).fact()))),
                wrong("the score is altered", Invariant.I7, LedgerTest::scoreHundred),
                wrong("a fact is another project's", Invariant.I9, facts -> facts.set(3, of(facts.get(3), OTHERS))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongs")
    void findsWhatIsMadeWrong(String what, Invariant broken, Consumer<List<Stated>> wrong) {
        RunCompleted truth = (RunCompleted) Recorded.finished().getLast().fact();
        List<Stated> facts = Recorded.finished();
        wrong.accept(facts);
        Account account = Ledger.check(Evidence.ofTheEnd(Limits.PROMISED).facts(Recorded.onTopic(facts))
                .judgedBy(_ -> truth));
        assertThat(account.violations()).as(what).extracting(Violation::invariant).contains(broken);
    }

    @Test
    void findsAStepThatIsDueThoughTheRunIsStopping() {
        List<Stated> facts = Recorded.aborted();
        move(a(StepDue.class)).accept(facts);
        assertThat(check(facts).of(Invariant.I5)).isNotEmpty();
    }

    @Test
    void findsAFaultThatOutlivesTheStopOfItsRun() {
        List<Stated> facts = Recorded.aborted();
        AbortRequested abort = (AbortRequested) facts.get(Recorded.indexOf(facts, a(AbortRequested.class))).fact();
        int last = Recorded.indexOf(facts, fact -> fact.fact() instanceof FaultReverted reverted
                && reverted.reason() == RevertReason.STOPPED);
        FaultReverted reverted = (FaultReverted) facts.get(last).fact();
        facts.set(last, Recorded.saying(facts.get(last), revertedAt(reverted, abort.requestedAt().plusSeconds(6))));
        assertThat(check(facts).violations()).extracting(Violation::invariant).containsOnly(Invariant.I3);
        facts.set(last, Recorded.saying(facts.get(last), revertedAt(reverted, abort.requestedAt().plusSeconds(4))));
        assertThat(check(facts).violations()).isEmpty();
    }

    @Test
    void holdsWhoTakesOverToTheDeathOfTheOwner() {
        List<Stated> facts = Recorded.aborted();
        removeAll(facts, AbortRequested.class, RunStopping.class);
        int frozen = Recorded.indexOf(facts, fact -> fact.fact() instanceof FaultInjected injected
                && injected.until().isAfter(injected.at().plusSeconds(30)));
        FaultInjected injected = (FaultInjected) facts.get(frozen).fact();
        int end = Recorded.indexOf(facts, fact -> fact.fact() instanceof FaultReverted reverted
                && reverted.fault().equals(injected.fault()));
        Instant death = injected.at().plusSeconds(10);
        FaultReverted recovered = new FaultReverted(injected.run(), injected.step(), injected.fault(),
                RevertReason.RECOVERED, death.plusSeconds(8));
        facts.set(end, Recorded.saying(facts.get(end), recovered));

        assertThat(check(facts).of(Invariant.I3)).as("nobody knows of a death").isEmpty();
        assertThat(Ledger.check(evidence(facts).absence(new Absence(death, death))).of(Invariant.I3)).hasSize(1);
        assertThat(Ledger.check(evidence(facts).absence(new Absence(death, death.plusSeconds(4))))
                .of(Invariant.I3)).as("nobody was there for four seconds").isEmpty();
    }

    @Test
    void allowsWhatIsToldAgainIdenticallyAndCountsIt() {
        List<Stated> facts = Recorded.finished();
        facts.addAll(facts.subList(3, 12));
        Account account = check(facts);
        assertThat(account.violations()).isEmpty();
        assertThat(account.redelivered()).isEqualTo(9);
        assertThat(account.facts()).isEqualTo(26);
    }

    @Test
    void allowsAnswersThatComeAfterTheEndAndTheLateEndOfAFaultGivenUp() {
        List<Stated> facts = Recorded.aborted();
        int reverted = Recorded.indexOf(facts, fact -> fact.fact() instanceof FaultReverted it
                && it.reason() == RevertReason.STOPPED);
        FaultReverted end = (FaultReverted) facts.get(reverted).fact();
        int settled = Recorded.indexOf(facts, a(RunSettled.class));
        RunSettled told = (RunSettled) facts.get(settled).fact();
        facts.set(settled, Recorded.saying(facts.get(settled), new RunSettled(told.run(), told.ending(), told.cause(),
                told.reason(), told.overdue(), List.of(end.fault()), told.at())));
        Stated late = facts.remove(reverted);
        assertThat(check(facts).of(Invariant.I4)).isEmpty();
        assertThat(check(facts).of(Invariant.I3)).as("nobody has ever mended it").hasSize(1);
        facts.add(late);
        assertThat(check(facts).violations()).isEmpty();
    }

    @Test
    void takesAFaultReportedStuckForAnsweredAndItsLaterRevertForGood() {
        List<Stated> facts = Recorded.finished();
        int at = Recorded.indexOf(facts, a(FaultReverted.class));
        FaultReverted reverted = (FaultReverted) facts.get(at).fact();
        facts.add(at, Recorded.again(Recorded.saying(facts.get(at), stuck(reverted, "kill -CONT 42"))));
        assertThat(check(facts).violations()).isEmpty();
        facts.remove(at + 1);
        assertThat(check(facts).violations()).isEmpty();
    }

    @Test
    void letsAnOpenRunBeOpenUntilItsTimeIsOver() {
        List<Stated> facts = Recorded.aborted();
        int injected = Recorded.indexOf(facts, a(FaultInjected.class));
        Instant now = facts.get(injected).time().plusMillis(50);
        List<Stated> open = Recorded.onTopic(facts.subList(0, injected + 1));
        assertThat(Ledger.check(Evidence.takenAt(now, Limits.PROMISED).facts(open)).violations()).isEmpty();
        assertThat(Ledger.check(Evidence.takenAt(now.plus(Duration.ofDays(1)), Limits.PROMISED).facts(open))
                .violations()).extracting(Violation::invariant).containsExactly(Invariant.I1, Invariant.I3);
    }

    @Test
    void findsARequestThatWasAcceptedAndLost() {
        RunId lost = new RunId(new UUID(7, 7));
        Evidence evidence = evidence(Recorded.finished()).accepted(Recorded.finished().getFirst().run(), Instant.EPOCH)
                .accepted(lost, Instant.EPOCH);
        assertThat(Ledger.check(evidence).violations()).singleElement()
                .matches(found -> found.invariant() == Invariant.I1 && lost.equals(found.run()));
    }

    @Test
    void believesTheTargetsMoreThanTheFacts() {
        RunId run = Recorded.finished().getFirst().run();
        FaultId fault = new FaultId("freeze");
        assertThat(Ledger.check(evidence(Recorded.finished()).effect(new Effect(run, fault, "pid 1", 1, false)))
                .violations()).isEmpty();
        assertThat(Ledger.check(evidence(Recorded.finished()).effect(new Effect(run, fault, "pid 1", 2, false)))
                .violations()).extracting(Violation::invariant).containsExactly(Invariant.I2);
        assertThat(Ledger.check(evidence(Recorded.finished()).effect(new Effect(run, fault, "pid 1", 1, true)))
                .violations()).extracting(Violation::invariant).containsExactly(Invariant.I3);
        assertThat(Ledger.check(evidence(Recorded.finished()).effect(new Effect(null, null, "pid 1", 0, true)))
                .violations()).extracting(Violation::invariant).containsExactly(Invariant.I3);
    }

    @Test
    void findsAnAlteredRow() {
        RunId run = Recorded.finished().getFirst().run();
        Evidence evidence = evidence(Recorded.finished())
                .comparison(new Comparison(Invariant.I6, run, "experiment.run", "phase Error", "phase Error"))
                .comparison(new Comparison(Invariant.I6, run, "experiment.run", "phase Completed", "phase Error"))
                .comparison(new Comparison(Invariant.I7, run, "scoring.judgement", null, 40));
        assertThat(Ledger.check(evidence).violations()).extracting(Violation::invariant)
                .containsExactly(Invariant.I6, Invariant.I7);
    }

    @Test
    void findsALineThatIsLostUnlessTheLossIsReported() {
        RunId run = Recorded.finished().getFirst().run();
        Evidence evidence = evidence(Recorded.finished());
        Stream.of(1, 2, 3, 4, 1, 2).forEach(number -> evidence.line(line(run, "probe/a", number)));
        assertThat(Ledger.check(evidence).violations()).isEmpty();
        evidence.line(line(run, "probe/a", 5)).line(line(run, "probe/b", 2));
        assertThat(Ledger.check(evidence).of(Invariant.I8)).hasSize(2);
        evidence.loss(new Loss(run, "probe/a", 2)).loss(new Loss(run, "probe/b", 1));
        assertThat(Ledger.check(evidence).violations()).isEmpty();
    }

    @Test
    void findsARunInTheAnswerToAnotherProject() {
        RunId run = Recorded.finished().getFirst().run();
        Evidence evidence = evidence(Recorded.finished())
                .answer(new Answer(new ProjectId("default"), "/api/v1/runs", "{\"run\": \"" + run + "\"}"));
        assertThat(Ledger.check(evidence).violations()).isEmpty();
        evidence.answer(new Answer(OTHERS, "/api/v1/runs", "{\"run\": \"" + run + "\"}"));
        assertThat(Ledger.check(evidence).violations()).extracting(Violation::invariant)
                .containsExactly(Invariant.I9);
    }

    @Test
    void findsASecretWhereverItIsTold() {
        Evidence evidence = evidence(Recorded.finished()).canaries(Set.of("canary-4711"))
                .text("experiment.log", null, "all is well").text("a problem's body", null, "token=canary-4711!");
        assertThat(Ledger.check(evidence).violations()).singleElement()
                .matches(found -> found.invariant() == Invariant.I10 && found.where().equals("a problem's body")
                        && !found.toString().contains("4711"));
    }

    @Property
    void missesEveryFactThatIsMissing(@ForAll @IntRange(max = 25) int which) {
        List<Stated> facts = Recorded.finished();
        Stated lost = facts.remove(which);
        assertThat(check(facts).isClean()).as("without %s", lost.where()).isFalse();
    }

    @Property
    void findsEveryFactToldASecondTimeUnderAnotherId(@ForAll @IntRange(max = 25) int which,
            @ForAll @IntRange(max = 25) int later) {
        List<Stated> facts = Recorded.finished();
        facts.add(Math.max(which, later) + 1, Recorded.again(facts.get(which)));
        assertThat(check(facts).isClean()).isFalse();
    }

    @Property
    void findsNothingWrongHoweverOftenItIsDelivered(@ForAll List<@IntRange(max = 25) Integer> again) {
        List<Stated> facts = Recorded.finished();
        List<Stated> told = new ArrayList<>(facts);
        again.forEach(which -> told.add(facts.get(which)));
        assertThat(check(told).violations()).isEmpty();
    }

    private static Arguments wrong(String what, Invariant broken, Consumer<List<Stated>> wrong) {
        return arguments(what, broken, wrong);
    }

    private static Consumer<List<Stated>> without(Predicate<Stated> which) {
        return facts -> facts.remove(Recorded.indexOf(facts, which));
    }

    private static Consumer<List<Stated>> twice(Predicate<Stated> which) {
        return facts -> {
            int at = Recorded.indexOf(facts, which);
            facts.add(at + 1, Recorded.again(facts.get(at)));
        };
    }

    private static Consumer<List<Stated>> swap(Predicate<Stated> one, Predicate<Stated> other) {
        return facts -> Collections.swap(facts, Recorded.indexOf(facts, one), Recorded.indexOf(facts, other));
    }

    /** To the end of the log. */
    private static Consumer<List<Stated>> move(Predicate<Stated> which) {
        return facts -> facts.add(facts.remove(Recorded.indexOf(facts, which)));
    }

    private static Consumer<List<Stated>> change(Predicate<Stated> which,
            UnaryOperator<Stated> change) {
        return facts -> {
            int at = Recorded.indexOf(facts, which);
            facts.set(at, change.apply(facts.get(at)));
        };
    }

    @SafeVarargs
    private static void removeAll(List<Stated> facts,
            Class<? extends RunFact>... types) {
        Stream.of(types).forEach(type -> facts.removeIf(a(type)));
    }

    private static Stated anHourLate(Stated stated) {
        FaultInjected fact = (FaultInjected) stated.fact();
        Duration hour = Duration.ofHours(1);
        return Recorded.saying(stated, new FaultInjected(fact.run(), fact.step(), fact.fault(), fact.targets(),
                fact.at().plus(hour), fact.until().plus(hour)));
    }

    private static Stated late(Stated stated) {
        FaultReverted fact = (FaultReverted) stated.fact();
        return Recorded.saying(stated, revertedAt(fact, fact.at().plusSeconds(7)));
    }

    private static FaultReverted revertedAt(FaultReverted fact, Instant at) {
        return new FaultReverted(fact.run(), fact.step(), fact.fault(), fact.reason(), at);
    }

    private static Stated stuckWithoutRemedy(Stated stated) {
        return Recorded.saying(stated, stuck((FaultReverted) stated.fact(), null));
    }

    private static FaultFailed stuck(FaultReverted fact, String byHand) {
        return new FaultFailed(fact.run(), fact.step(), fact.fault(), FaultFailed.Failed.REVERT, null, "it resists",
                byHand, fact.at());
    }

    private static Stated from(Stated stated, String source) {
        return new Stated(stated.id(), stated.key(), stated.partition(), stated.offset(), stated.time(), source,
                stated.project(), stated.fact());
    }

    private static Stated keyed(Stated stated) {
        return new Stated(new EventId(new UUID(1, 2)), new UUID(1, 3).toString(), stated.partition(), stated.offset(),
                stated.time(), stated.source(), stated.project(), stated.fact());
    }

    private static Stated of(Stated stated, ProjectId project) {
        return new Stated(stated.id(), stated.key(), stated.partition(), stated.offset(), stated.time(),
                stated.source(), project, stated.fact());
    }

    private static void scoreHundred(List<Stated> facts) {
        Stated last = facts.getLast();
        RunCompleted told = (RunCompleted) last.fact();
        Scorecard card = told.scorecard();
        Scorecard better = new Scorecard(new ResilienceScore(BigDecimal.valueOf(100)), card.formula(), false,
                card.faults(), card.hypothesis());
        facts.set(facts.size() - 1, Recorded.saying(last, new RunCompleted(told.run(), told.project(),
                told.experimentId(), told.experimentName(), told.phase(), told.verdict(), better, told.reasons(),
                told.startedAt(), told.endedAt())));
    }

    private static LogLine line(RunId run, String source, long number) {
        return new LogLine(run, source, number, Instant.EPOCH, LogLine.Level.INFO, null, "line " + number);
    }
}
