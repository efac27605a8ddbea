package io.faultline.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.StepDue;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs are led by whoever is there: what one scheduler was to be woken for, the other wakes for. */
@Tag("long")
class TwoSchedulersIT {
    private static final int RUNS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(4);
    private static final String GROUP = "spring.cloud.stream.bindings.facts-in-0.group";

    private final Fault fault = Faults.ramped(PAUSE, Faults.none("f", Duration.ofSeconds(1)));
    private final List<RunId> runs = new ArrayList<>();
    private ServiceUnderTest one;
    private ServiceUnderTest other;
    private Facts facts;

    @BeforeEach
    void start() {
        one = ServiceUnderTest.start(SchedulerService.class, "scheduler-service");
        other = ServiceUnderTest.start(SchedulerService.class, "scheduler-service",
                Map.of("FAULTLINE_DB_URL", property("FAULTLINE_DB_URL"), GROUP, property(GROUP)));
        facts = Facts.open();
    }

    @AfterEach
    void stop() {
        facts.close();
        other.close();
    }

    private String property(String name) {
        return one.context().getEnvironment().getRequiredProperty(name);
    }

    /** Case 3: kill -9 of a scheduler between any two of its commits. */
    @Test
    void goOnWithTheRunsOfOneThatCrashed() throws Exception {
        askForRuns();
        one.bean(DataSource.class).unwrap(AutoCloseable.class).close();
        one.close();
        assertThat(latestWakeUp()).isLessThan(Duration.ofSeconds(10));
        endAll();
    }

    /** Case 5: SIGTERM in the middle of a run loses nothing. */
    @Test
    void goOnWithTheRunsOfOneThatLeft() {
        askForRuns();
        one.close();
        assertThat(latestWakeUp()).isLessThan(Duration.ofSeconds(10));
        endAll();
    }

    private void askForRuns() {
        for (int i = 0; i < RUNS; i++) {
            RunId run = facts.newRun();
            runs.add(run);
            facts.append(Runs.requested(run, Experiments.of("pause", fault)));
        }
        runs.forEach(run -> facts.await(run, RunPlanned.class));
    }

    private Duration latestWakeUp() {
        Duration latest = Duration.ZERO;
        for (RunId run : runs) {
            StepDue due = facts.await(run, StepDue.class);
            Duration late = Duration.between(facts.await(run, RunPlanned.class).at().plus(PAUSE), due.at());
            latest = late.compareTo(latest) > 0 ? late : latest;
        }
        System.out.printf("a pause another scheduler was to end was over at most %d ms late%n", latest.toMillis());
        return latest;
    }

    private void endAll() {
        for (RunId run : runs) {
            facts.append(Runs.injected(run, fault));
            facts.append(Runs.reverted(run, fault, RevertReason.PLANNED));
        }
        for (RunId run : runs) {
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !facts.all(run, RunSettled.class).isEmpty());
            assertThat(facts.all(run, RunSettled.class)).singleElement()
                    .satisfies(settled -> assertThat(settled.ending()).isEqualTo(RunEnding.FINISHED));
            assertThat(facts.all(run, StepDue.class)).hasSize(1);
        }
    }
}
