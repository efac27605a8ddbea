package io.faultline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class SchedulerServiceIT {
    private static ServiceUnderTest scheduler;

    private Facts facts;

    @BeforeAll
    static void startScheduler() {
        scheduler = ServiceUnderTest.start(SchedulerService.class, "scheduler-service");
    }

    @AfterAll
    static void stopScheduler() {
        scheduler.close();
    }

    @BeforeEach
    void openFacts() {
        facts = Facts.open();
    }

    @AfterEach
    void closeFacts() {
        facts.close();
    }

    private Step.Measure due(RunId run, String step) {
        return (Step.Measure) facts.await(run, StepDue.class, due -> due.step().id().value().equals(step)).step();
    }

    private void answer(RunId run, String step, Outcome outcome) {
        Step.Measure measure = due(run, step);
        measure.answers().forEach(probe -> facts.append(Runs.result(run, measure, probe, outcome)));
    }

    @Test
    void leadsARunFromItsRequestToItsEnd() {
        RunId run = facts.newRun();
        Fault fault = Faults.ramped(Duration.ofMillis(200),
                Faults.none("nothing", Duration.ofMillis(100), Probes.holding("alive", ProbeMode.EDGE)));
        Experiment experiment = Experiments.guarded("story", HypothesisStrategy.BEFORE_AND_AFTER,
                List.of(Probes.holding("well", ProbeMode.EDGE)), Stage.of(fault));
        ExperimentRequested requested = Runs.requested(run, experiment);
        facts.append(facts.append(requested), requested);

        answer(run, "hypothesis:before", Outcome.HELD);
        answer(run, "pre:nothing", Outcome.HELD);
        facts.await(run, StepDue.class, due -> due.step() instanceof Step.Inject);
        facts.append(Runs.injected(run, fault));
        facts.append(Runs.reverted(run, fault, RevertReason.PLANNED));
        answer(run, "post:nothing", Outcome.HELD);
        answer(run, "hypothesis:after", Outcome.HELD);

        RunSettled settled = facts.await(run, RunSettled.class);
        assertThat(settled.ending()).isEqualTo(RunEnding.FINISHED);
        assertThat(settled.openFaults()).isEmpty();
        assertThat(facts.all(run, RunPlanned.class)).hasSize(1);
        assertThat(facts.ledger(run).violations()).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(facts.lines(run)).filteredOn(LogLine.class::isInstance)
                .extracting(line -> ((LogLine) line).text()).containsExactly("planned: 7 steps", "gate held",
                        "stage 1 of 1 began", "settled: every step was answered"));
    }

    @Test
    void endsARunWhosePlanIsTooLargeToBeTold() {
        RunId run = facts.newRun();
        ExperimentSpec small = Experiments.guarded("huge", HypothesisStrategy.BEFORE_AND_AFTER,
                List.of(Probes.holding("well", ProbeMode.EDGE))).spec();
        Experiment huge = Experiment.of(new Metadata("huge", null, List.of()),
                new ExperimentSpec(small.hypothesis(), small.stages(), null, small.blastRadius(), List.of(),
                        Map.of("text", ConfigurationValue.literal("x".repeat(400_000))), Map.of(), null));
        facts.append(Runs.requested(run, huge));

        RunSettled settled = facts.await(run, RunSettled.class);
        assertThat(settled.ending()).isEqualTo(RunEnding.UNPLANNABLE);
        assertThat(settled.reason()).contains("RunPlanned is too large");
        assertThat(facts.all(run, RunPlanned.class)).isEmpty();
    }

    @Test
    void forgetsTheStateOfASettledRunButNotThatItWas() {
        RunId run = facts.newRun();
        ExperimentRequested requested = Runs.requested(run, Experiments.of("x", Faults.none("f", Duration.ofDays(0))));
        facts.append(requested);
        facts.await(run, StepDue.class);
        facts.append(Runs.reverted(run, Faults.none("f", Duration.ZERO), RevertReason.PLANNED));
        facts.await(run, RunSettled.class);
        assertThat(scheduler.bean(JdbcClient.class).sql(
                "select count(*) from run where id = ? and plan is null and progress is null and settled_at is not null")
                .param(run.value()).query(Integer.class).single()).isEqualTo(1);
        facts.append(requested);
        RunId other = facts.newRun();
        facts.append(Runs.requested(other, Experiments.any()));
        facts.await(other, StepDue.class);
        assertThat(facts.all(run, RunPlanned.class)).hasSize(1);
    }

    /** Case 10. */
    @Test
    void beginsNoForgottenRunAgainThoughItsRequestComesAgain() {
        RunId run = facts.newRun();
        ExperimentRequested now = Runs.requested(run, Experiments.of("x", Faults.none("f", Duration.ofDays(0))));
        ExperimentRequested longAgo = new ExperimentRequested(run, now.project(), now.experimentId(), now.revision(),
                now.experiment(), now.requestedBy(), now.requestedAt().minus(Duration.ofDays(8)), null, null);
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        jdbc.sql(
                """
                insert into run (id, project_id, planned_at, deadline, settled_at)
                values (?, 'default', now() - interval '8 days', now() - interval '8 days', now() - interval '8 days')""")
                .param(run.value()).update();
        scheduler.bean(io.faultline.scheduler.run.Runs.class).forgetSettled(Instant.now().minus(Duration.ofDays(7)));
        assertThat(jdbc.sql("select count(*) from run where id = ?").param(run.value()).query(Integer.class).single())
                .isZero();

        facts.append(longAgo);

        assertThat(facts.await(run, RunSettled.class).reason()).contains("more than a day ago");
        assertThat(facts.all(run)).hasSize(2);
    }

    @Test
    void resumesARunInTheMiddleOfAPauseAfterARestart() {
        RunId run = facts.newRun();
        facts.append(Runs.requested(run, Experiments.of("pause",
                Faults.ramped(Duration.ofSeconds(3), Faults.none("f", Duration.ofSeconds(1))))));
        RunPlanned planned = facts.await(run, RunPlanned.class);
        scheduler.restart();
        StepDue due = facts.await(run, StepDue.class);
        assertThat(Duration.between(planned.at(), due.at())).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(facts.all(run).stream().filter(StepDue.class::isInstance).map(RunFact::run)).hasSize(1);
    }

    @Test
    void wakesARunThatItsInstanceForgot() {
        RunId run = facts.newRun();
        facts.append(Runs.requested(run, Experiments.of("pause",
                Faults.ramped(Duration.ofSeconds(60), Faults.none("f", Duration.ofSeconds(1))))));
        facts.await(run, RunPlanned.class);
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        Awaitility.await().until(() -> jdbc.sql("select count(*) from run where id = ?").param(run.value())
                .query(Integer.class).single() == 1);
        jdbc.sql(
                """
                update run set next_wake = now(),
                    progress = replace(progress::text, progress #>> '{steps,ramp-up:f,deadline}', '2026-01-01T00:00:00Z')::json
                where id = ?""")
                .param(run.value()).update();
        facts.await(run, StepDue.class, Duration.ofSeconds(5));
    }
}
