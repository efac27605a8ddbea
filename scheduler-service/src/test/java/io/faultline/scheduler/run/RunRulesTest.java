package io.faultline.scheduler.run;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Pauses;
import io.faultline.contracts.experiment.RollbackStrategy;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.FaultFailed.Failed;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import org.junit.jupiter.api.Test;

import static io.faultline.contracts.experiment.HypothesisStrategy.AFTER;
import static io.faultline.contracts.experiment.HypothesisStrategy.BEFORE;
import static io.faultline.contracts.experiment.HypothesisStrategy.BEFORE_AND_AFTER;
import static io.faultline.contracts.experiment.HypothesisStrategy.CONTINUOUSLY;
import static io.faultline.contracts.probe.Outcome.BROKEN;
import static io.faultline.contracts.probe.Outcome.HELD;
import static io.faultline.contracts.probe.Outcome.UNMEASURABLE;
import static io.faultline.scheduler.run.Given.action;
import static io.faultline.scheduler.run.RunStory.aborted;
import static io.faultline.scheduler.run.RunStory.failed;
import static io.faultline.scheduler.run.RunStory.given;
import static io.faultline.scheduler.run.RunStory.givenNothing;
import static io.faultline.scheduler.run.RunStory.halted;
import static io.faultline.scheduler.run.RunStory.injected;
import static io.faultline.scheduler.run.RunStory.measured;
import static io.faultline.scheduler.run.RunStory.refused;
import static io.faultline.scheduler.run.RunStory.requested;
import static io.faultline.scheduler.run.RunStory.reverted;
import static io.faultline.scheduler.run.RunStory.taken;

class RunRulesTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Fault bare(String name) {
        return Faults.none(name, TEN);
    }

    private static Fault probed(String name) {
        return Faults.none(name, TEN, Probes.holding("edge", ProbeMode.EDGE),
                Probes.holding("loop", ProbeMode.CONTINUOUS));
    }

    private static Experiment oneFault() {
        return Given.stages(Stage.of(bare("f"))).experiment();
    }

    @Test
    void goesThroughTheLaneOfAFaultStepByStep() {
        given(Given.stages(Stage.of(probed("f"))).experiment()) //
                .thenAppends("RunPlanned 3", "StepDue pre:f") //
                .when(measured("pre:f", "edge", HELD)).thenAppends("StepDue inject:f") //
                .when(injected("f")).thenNothing() //
                .when(reverted("f")).thenAppends("StepDue post:f") //
                .when(measured("post:f", "edge", HELD)).thenNothing() //
                .when(measured("post:f", "loop", HELD)).thenAppends("RunSettled FINISHED");
    }

    @Test
    void waitsBeforeAndAfterARampedFault() {
        given(Given.stages(Stage.of(Faults.ramped(seconds(5), bare("f")))).experiment()) //
                .thenAppends("RunPlanned 3").thenWakesAfter(seconds(5)) //
                .after(seconds(5)).thenAppends("StepDue inject:f") //
                .when(injected("f"), reverted("f")).thenNothing() //
                .after(seconds(4)).thenNothing() //
                .after(seconds(1)).thenAppends("RunSettled FINISHED");
    }

    @Test
    void beginsAStageWhenAllLanesOfTheOneBeforeAreOver() {
        given(Given.stages(Stage.of(bare("a"), bare("b")), Stage.of(bare("c"))).experiment()) //
                .thenAppends("RunPlanned 3", "StepDue inject:a", "StepDue inject:b") //
                .when(reverted("b")).thenNothing() //
                .when(reverted("a")).thenAppends("StepDue inject:c") //
                .when(reverted("c")).thenAppends("RunSettled FINISHED");
    }

    @Test
    void takesActionsAndMeasurementsOfAStageBesideItsFaults() {
        Stage stage = new Stage("busy", List.of(bare("f")), List.of(action("warm")),
                List.of(Probes.holding("look", ProbeMode.EDGE)), new Pauses(seconds(1), seconds(2)));
        given(Given.stages(stage).experiment()) //
                .thenAppends("RunPlanned 5") //
                .after(seconds(1)).thenAppends("StepDue inject:f", "StepDue act:warm", "StepDue measure:look") //
                .when(reverted("f"), taken("act:warm"), measured("measure:look", "look", BROKEN)).thenNothing() //
                .after(seconds(2)).thenAppends("RunSettled FINISHED");
    }

    @Test
    void refusesWhatCannotBePlanned() {
        given(Given.stages(Stage.of(bare("f"))).atMost(seconds(9)).experiment()) //
                .thenAppends("RunSettled UNPLANNABLE");
    }

    /** Case 10: a request that comes again when its run has been forgotten, or for the first time when it is stale. */
    @Test
    void beginsNothingThatWasAskedForTooLongAgo() {
        givenNothing().after(RunRules.STALE).when(requested(oneFault()))
                .thenAppends("RunPlanned 1", "StepDue inject:f");
        givenNothing().after(RunRules.STALE.plusMillis(1)).when(requested(oneFault()))
                .thenAppends("RunSettled UNPLANNABLE");
    }

    @Test
    void breaksNothingWhenTheHypothesisDoesNotHoldBefore() {
        given(Given.stages(Stage.of(bare("f"))).hypothesis(BEFORE_AND_AFTER).experiment()) //
                .thenAppends("RunPlanned 3", "StepDue hypothesis:before") //
                .when(measured("hypothesis:before", "well", UNMEASURABLE)).thenNothing() //
                .when(measured("hypothesis:before", "fast", HELD)).thenAppends("RunSettled GATE_BROKEN");
    }

    @Test
    void doesNotWaitForEverForTheRestOfABrokenGate() {
        given(Given.stages(Stage.of(bare("f"))).hypothesis(BEFORE).experiment()).forgetting() //
                .when(measured("hypothesis:before", "well", BROKEN)) //
                .after(seconds(60)).thenAppends("RunSettled GATE_BROKEN overdue [hypothesis:before]");
    }

    @Test
    void playsRollbacksAfterABrokenGate() {
        given(Given.stages(Stage.of(bare("f"))).hypothesis(BEFORE)
                .rollbacks(RollbackStrategy.DEFAULT, action("tidy")).experiment()).forgetting() //
                .when(measured("hypothesis:before", "well", BROKEN), measured("hypothesis:before", "fast", HELD)) //
                .thenAppends("StepDue rollback:tidy") //
                .when(taken("rollback:tidy")).thenAppends("RunSettled GATE_BROKEN");
    }

    @Test
    void checksTheHypothesisAgainWhenTheMethodIsOver() {
        given(Given.stages(Stage.of(bare("f"))).hypothesis(CONTINUOUSLY).experiment()) //
                .thenAppends("RunPlanned 5", "StepDue hypothesis:before") //
                .when(measured("hypothesis:before", "well", HELD), measured("hypothesis:before", "fast", HELD)) //
                .thenAppends("StepDue hypothesis:during", "StepDue inject:f") //
                .when(reverted("f")).thenAppends("StepDue hypothesis:end") //
                .when(measured("hypothesis:end", "well", HELD), measured("hypothesis:end", "fast", BROKEN)) //
                .thenAppends("StepDue hypothesis:after") //
                .when(measured("hypothesis:after", "well", HELD), measured("hypothesis:after", "fast", HELD)) //
                .thenAppends("RunSettled FINISHED");
    }

    @Test
    void playsDeviatedRollbacksOnlyIfTheHypothesisBrokeAfterwards() {
        Experiment experiment = Given.stages(Stage.of(bare("f"))).hypothesis(AFTER)
                .rollbacks(RollbackStrategy.DEVIATED, action("tidy")).experiment();
        given(experiment).when(reverted("f"), measured("hypothesis:after", "well", HELD)).forgetting() //
                .when(measured("hypothesis:after", "fast", HELD)).thenAppends("RunSettled FINISHED");
        given(experiment).when(reverted("f"), measured("hypothesis:after", "well", BROKEN)).forgetting() //
                .when(measured("hypothesis:after", "fast", HELD)).thenAppends("StepDue rollback:tidy") //
                .when(taken("rollback:tidy")).thenAppends("RunSettled FINISHED");
    }

    @Test
    void playsRollbacksOneAfterTheOtherAndGoesOnWhenOneIsNotAnswered() {
        given(Given.stages(Stage.of(bare("f")))
                .rollbacks(RollbackStrategy.ALWAYS, action("a", new Pauses(seconds(1), seconds(2))), action("b"))
                .experiment()).when(reverted("f")).forgetting() //
                .after(seconds(1)).thenAppends("StepDue rollback:a") //
                .after(seconds(20)).thenNothing() //
                .after(seconds(2)).thenAppends("StepDue rollback:b") //
                .when(taken("rollback:b")).thenAppends("RunSettled FINISHED overdue [rollback:a]");
    }

    @Test
    void skipsAFaultThatCannotBeMeasuredBefore() {
        Fault ramped = Faults.ramped(seconds(5), probed("f"));
        given(Given.stages(Stage.of(ramped, bare("g"))).experiment()) //
                .thenAppends("RunPlanned 6", "StepDue pre:f", "StepDue inject:g") //
                .when(measured("pre:f", "edge", UNMEASURABLE)).thenAppends("StepDue post:f") //
                .when(measured("post:f", "edge", HELD), measured("post:f", "loop", HELD)).thenNothing() //
                .when(reverted("g")).thenAppends("RunSettled FINISHED");
    }

    @Test
    void waitsForAllAnswersBeforeASkippedFaultsPostMeasurement() {
        Fault twice = Faults.none("f", TEN, Probes.holding("one", ProbeMode.EDGE),
                Probes.holding("two", ProbeMode.SOT));
        given(Given.stages(Stage.of(twice)).experiment()).forgetting() //
                .when(measured("pre:f", "one", UNMEASURABLE)).thenNothing() //
                .when(measured("pre:f", "two", HELD)).thenAppends("StepDue post:f");
    }

    @Test
    void injectsThoughAProbeIsBrokenBefore() {
        given(Given.stages(Stage.of(probed("f"))).experiment()).forgetting() //
                .when(measured("pre:f", "edge", BROKEN)).thenAppends("StepDue inject:f");
    }

    /** Case 22. */
    @Test
    void stopsWhenAProbeSaysSoAndWaitsUntilEveryFaultIsMended() {
        given(Given.stages(Stage.of(probed("f"), bare("g")), Stage.of(bare("h"))).experiment()) //
                .when(measured("pre:f", "edge", HELD), injected("f"), injected("g")).forgetting() //
                .when(measured("post:f", "loop", BROKEN, true)).thenAppends("RunStopping PROBE_FAILED") //
                .when(reverted("g")).thenNothing() //
                .when(reverted("f")).thenAppends("RunSettled STOPPED");
    }

    @Test
    void stopsOnceOnlyHoweverOftenItIsAborted() {
        given(oneFault()).when(injected("f")).forgetting() //
                .when(aborted()).thenAppends("RunStopping ABORTED") //
                .when(aborted()).thenIgnoredAs(Ignored.LATE) //
                .when(reverted("f")).thenAppends("RunSettled STOPPED");
    }

    @Test
    void isHaltedWithEverythingElseAndPlaysNoDefaultRollbacks() {
        given(Given.stages(Stage.of(bare("f"))).rollbacks(RollbackStrategy.DEFAULT, action("tidy")).experiment())
                .when(injected("f")).forgetting() //
                .when(halted()).thenAppends("RunStopping HALTED") //
                .when(reverted("f", RevertReason.HALTED)).thenAppends("RunSettled STOPPED");
    }

    @Test
    void doesNotGoOnToItsNextFaultWhenTheInjectorWasHaltedBeforeItHeard() {
        given(Given.stages(Stage.of(bare("f")), Stage.of(bare("g"))).experiment()).when(injected("f")).forgetting() //
                .when(reverted("f", RevertReason.HALTED)).thenAppends("RunStopping HALTED", "RunSettled STOPPED") //
                .when(halted()).thenIgnoredAs(Ignored.SETTLED);
    }

    @Test
    void doesNotGoOnToItsNextFaultWhenItWasStoppedAtTheInjectorBeforeItHeard() {
        given(Given.stages(Stage.of(bare("f"), bare("g")), Stage.of(bare("h"))).experiment())
                .when(injected("f"), injected("g")).forgetting() //
                .when(reverted("f", RevertReason.STOPPED)).thenAppends("RunStopping ABORTED") //
                .when(aborted()).thenIgnoredAs(Ignored.LATE) //
                .when(reverted("g", RevertReason.STOPPED)).thenAppends("RunSettled STOPPED");
    }

    @Test
    void doesNotAskForAnotherFaultWhileThereIsAHalt() {
        Given twoStages = Given.stages(Stage.of(bare("f")), Stage.of(bare("g")));
        given(twoStages.experiment()).forgetting() //
                .when(refused("f", Refusal.HALTED)).thenAppends("RunStopping HALTED", "RunSettled STOPPED");
        given(twoStages.experiment()).forgetting() //
                .when(refused("f", Refusal.RUN_STOPPED)).thenAppends("RunStopping ABORTED", "RunSettled STOPPED");
        given(twoStages.experiment()).forgetting() //
                .when(refused("f", Refusal.PROTECTED_TARGET)).thenAppends("StepDue inject:g");
    }

    @Test
    void goesOnWhenAFaultOfADeadInjectorWasRecovered() {
        given(Given.stages(Stage.of(bare("f")), Stage.of(bare("g"))).experiment()).when(injected("f")).forgetting() //
                .when(reverted("f", RevertReason.RECOVERED)).thenAppends("StepDue inject:g");
    }

    @Test
    void breaksNothingBeforeEveryStopConditionIsKnownToHold() {
        given(Given.stages(Stage.of(bare("f"))).hypothesis(CONTINUOUSLY)
                .stopConditions(Probes.holding("errors", ProbeMode.EDGE), Probes.holding("budget", ProbeMode.EDGE))
                .experiment()) //
                .when(measured("hypothesis:before", "well", HELD), measured("hypothesis:before", "fast", HELD)) //
                .thenAppends("RunPlanned 6", "StepDue hypothesis:before", "StepDue stop-conditions") //
                .when(measured("stop-conditions", "errors", HELD)).thenNothing() //
                .when(measured("stop-conditions", "budget", HELD)) //
                .thenAppends("StepDue hypothesis:during", "StepDue inject:f");
    }

    @Test
    void breaksNothingWhenAStopConditionDoesNotHoldAtTheBeginning() {
        Experiment experiment = Given.stages(Stage.of(bare("f")))
                .stopConditions(Probes.holding("errors", ProbeMode.EDGE), Probes.holding("budget", ProbeMode.EDGE))
                .experiment();
        given(experiment).forgetting() //
                .when(measured("stop-conditions", "errors", BROKEN, true))
                .thenAppends("RunStopping STOP_CONDITION", "RunSettled STOPPED");
        given(experiment).forgetting() //
                .when(measured("stop-conditions", "errors", HELD), measured("stop-conditions", "budget", UNMEASURABLE))
                .thenAppends("RunStopping STOP_CONDITION", "RunSettled STOPPED");
        given(experiment).forgetting() //
                .after(seconds(19)).thenAppends("RunStopping STEP_OVERDUE",
                        "RunSettled STOPPED overdue [stop-conditions]");
    }

    @Test
    void stopsAsSoonAsAStopConditionNoLongerHolds() {
        given(Given.stages(Stage.of(bare("f")), Stage.of(bare("g")))
                .stopConditions(Probes.holding("errors", ProbeMode.EDGE)).experiment())
                .when(measured("stop-conditions", "errors", HELD), injected("f")).forgetting() //
                .when(measured("stop-conditions", "errors", HELD)).thenIgnoredAs(Ignored.DUPLICATE) //
                .when(measured("stop-conditions", "errors", UNMEASURABLE, true))
                .thenAppends("RunStopping STOP_CONDITION") //
                .when(measured("stop-conditions", "errors", BROKEN, true)).thenIgnoredAs(Ignored.DUPLICATE) //
                .when(reverted("f", RevertReason.STOPPED)).thenAppends("RunSettled STOPPED");
    }

    @Test
    void reportsFaultsNobodyMendedAfterTheGrace() {
        given(oneFault()).when(injected("f"), aborted()).forgetting() //
                .after(RunRules.GRACE.minusMillis(1)).thenNothing() //
                .after(Duration.ofMillis(1)).thenAppends("RunSettled STOPPED overdue [inject:f] open [f]");
    }

    @Test
    void playsNoDefaultRollbacksWhenAborted() {
        Given given = Given.stages(Stage.of(bare("f")));
        given(given.rollbacks(RollbackStrategy.DEFAULT, action("tidy")).experiment()).forgetting() //
                .when(aborted(), reverted("f")).thenAppends("RunStopping ABORTED", "RunSettled STOPPED");
        given(given.rollbacks(RollbackStrategy.ALWAYS, action("tidy")).experiment()).forgetting() //
                .when(aborted(), reverted("f")).thenAppends("RunStopping ABORTED", "StepDue rollback:tidy");
    }

    @Test
    void dropsRollbacksWhenAbortedAmongThem() {
        given(Given.stages(Stage.of(bare("f"))).rollbacks(RollbackStrategy.DEFAULT, action("a"), action("b"))
                .experiment()).when(reverted("f")).forgetting() //
                .when(aborted()).thenAppends("RunStopping ABORTED", "RunSettled STOPPED");
    }

    @Test
    void stopsWhenAMeasurementIsNotAnsweredInTime() {
        given(Given.stages(Stage.of(probed("f"), bare("g"))).experiment()).when(injected("g")).forgetting() //
                .after(seconds(16)).thenNothing() //
                .after(seconds(1)).thenAppends("RunStopping STEP_OVERDUE") //
                .when(measured("pre:f", "edge", HELD)).thenIgnoredAs(Ignored.LATE) //
                .when(reverted("g")).thenAppends("RunSettled STOPPED overdue [pre:f]");
    }

    @Test
    void givesAnOverdueFaultTheGraceToBeMended() {
        given(Given.stages(Stage.of(bare("f"), Faults.none("long", seconds(60)))).experiment()) //
                .when(injected("f"), injected("long")).forgetting() //
                .after(seconds(40)).thenAppends("RunStopping STEP_OVERDUE") //
                .when(reverted("f"), reverted("long")).thenAppends("RunSettled STOPPED");
    }

    @Test
    void stopsAtItsDeadline() {
        given(Given.stages(Stage.of(bare("f")), Stage.of(bare("g"))).atMost(seconds(15)).experiment()) //
                .after(TEN).when(reverted("f")).forgetting() //
                .after(seconds(5)).thenAppends("RunStopping DEADLINE") //
                .when(reverted("g")).thenAppends("RunSettled STOPPED");
    }

    @Test
    void stopsWhenTheClockWasSet() {
        given(Given.stages(Stage.of(bare("f")), Stage.of(bare("g"))).experiment()).when(injected("f")).forgetting() //
                .whenTheClockIsSet(Duration.ofSeconds(-10)).thenAppends("RunStopping DEADLINE") //
                .when(reverted("f", RevertReason.STOPPED)).thenAppends("RunSettled STOPPED");
    }

    @Test
    void breaksNothingMoreOnceAFaultIsStuck() {
        given(Given.stages(Stage.of(bare("f"), bare("g")), Stage.of(bare("h"))).experiment()) //
                .when(injected("f"), injected("g")).forgetting() //
                .when(failed("f", Failed.REVERT)).thenAppends("RunStopping FAULT_STUCK") //
                .when(failed("f", Failed.REVERT)).thenIgnoredAs(Ignored.DUPLICATE) //
                .when(reverted("g")).thenAppends("RunSettled STOPPED open [f]");
    }

    @Test
    void reportsAStuckFaultUnlessItIsRevertedLater() {
        given(Given.stages(Stage.of(bare("f"), bare("g"))).experiment()) //
                .when(injected("f"), injected("g"), failed("f", Failed.REVERT), reverted("f")).forgetting() //
                .when(reverted("g")).thenAppends("RunSettled STOPPED");
    }

    @Test
    void playsRollbacksThoughAFaultIsStuck() {
        given(Given.stages(Stage.of(bare("f"))).rollbacks(RollbackStrategy.DEFAULT, action("tidy")).experiment()) //
                .when(injected("f")).forgetting() //
                .when(failed("f", Failed.REVERT)).thenAppends("RunStopping FAULT_STUCK", "StepDue rollback:tidy") //
                .when(taken("rollback:tidy")).thenAppends("RunSettled STOPPED open [f]");
    }

    @Test
    void goesOnWhenAFaultCouldNotBeInjected() {
        given(oneFault()).forgetting() //
                .when(failed("f", Failed.INJECT)).thenAppends("RunSettled FINISHED");
    }

    @Test
    void lateButBeforeTheEndAFaultIsMendedAfterAll() {
        given(Given.stages(Stage.of(bare("f"))).rollbacks(RollbackStrategy.ALWAYS, action("tidy")).experiment())
                .when(injected("f"), aborted()).after(RunRules.GRACE).forgetting() //
                .when(reverted("f")).thenNothing() //
                .when(taken("rollback:tidy")).thenAppends("RunSettled STOPPED");
    }

    @Test
    void ignoresWhatItKnowsWhatIsNotDueAndWhatComesTooLate() {
        given(Given.stages(Stage.of(probed("f"))).experiment()).forgetting() //
                .when(requested(oneFault())).thenIgnoredAs(Ignored.DUPLICATE) //
                .when(reverted("f")).thenIgnoredAs(Ignored.UNEXPECTED) //
                .when(measured("post:f", "edge", HELD)).thenIgnoredAs(Ignored.UNEXPECTED) //
                .when(measured("pre:f", "nobody", HELD)).thenIgnoredAs(Ignored.DUPLICATE) //
                .when(measured("nowhere", "edge", HELD)).thenIgnoredAs(Ignored.UNEXPECTED) //
                .when(taken("pre:f")).thenIgnoredAs(Ignored.UNEXPECTED) //
                .when(measured("pre:f", "edge", HELD), injected("f")).forgetting() //
                .when(injected("f")).thenIgnoredAs(Ignored.DUPLICATE) //
                .when(measured("pre:f", "edge", HELD)).thenIgnoredAs(Ignored.DUPLICATE) //
                .when(aborted(), reverted("f")).forgetting() //
                .when(reverted("f")).thenIgnoredAs(Ignored.SETTLED);
        givenNothing().when(reverted("f")).thenIgnoredAs(Ignored.UNKNOWN_RUN);
    }

    @Test
    void letsPausesPassEachAtItsOwnMomentHoweverLateItWakes() {
        Stage pause = new Stage(null, List.of(), List.of(), List.of(), new Pauses(seconds(3), seconds(4)));
        given(Given.stages(pause, pause, Stage.of(bare("f"))).experiment()).forgetting() //
                .afterSleeping(seconds(13)).thenNothing().thenWakesAfter(seconds(1)) //
                .after(seconds(1)).thenAppends("StepDue inject:f");
    }

    @Test
    void settlesAtOnceWhenThereIsNothingToDo() {
        given(new Given(List.of(), new io.faultline.contracts.experiment.Hypothesis("none", BEFORE, List.of()), null,
                null, List.of()).experiment()).thenAppends("RunPlanned 0", "RunSettled FINISHED");
    }
}
