package io.faultline.injector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.External;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.process.Signal;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Machine;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class InjectorServiceIT {
    private static ServiceUnderTest service;
    private static Facts facts;
    private Sleeper sleeper;
    private RunId run;

    @BeforeAll
    static void open() {
        service = ServiceUnderTest.start(InjectorService.class, "injector-service",
                Map.of("faultline.injector.hand-over", false));
        facts = Facts.open();
    }

    @AfterAll
    static void close() {
        facts.close();
        service.close();
    }

    @BeforeEach
    void start() throws Exception {
        sleeper = Sleeper.start();
        run = facts.newRun();
    }

    @AfterEach
    void end() {
        sleeper.close();
    }

    @Test
    void holdsAFaultForItsDurationAndMendsItByItself() {
        due(sleeper.frozenFor("freeze", Duration.ofSeconds(2)));
        FaultInjected injected = facts.await(run, FaultInjected.class);
        assertThat(sleeper.isFrozen()).isTrue();
        assertThat(injected.targets()).hasSize(1);
        assertThat(injected.until()).isEqualTo(injected.at().plusSeconds(2));
        FaultReverted reverted = facts.await(run, FaultReverted.class);
        assertThat(reverted.reason()).isEqualTo(RevertReason.PLANNED);
        assertThat(reverted.at()).isBetween(injected.until(), injected.until().plusSeconds(2));
        assertThat(sleeper.isFrozen()).isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(lines()).anyMatch(line -> line.startsWith("froze process"))
                .anyMatch(line -> line.equals("let process %d go on".formatted(sleeper.pid()))));
    }

    @Test
    void mendsEveryFaultWhenTheRunIsStopped() {
        due(sleeper.frozenFor("freeze", Duration.ofSeconds(20)));
        due(Faults.none("nothing", Duration.ofSeconds(20)));
        facts.awaitAll(run, all -> all.stream().filter(FaultInjected.class::isInstance).count() == 2);
        long asked = System.nanoTime();
        facts.append(Runs.stopping(run, StopCause.ABORTED));
        sleeper.goesOnWithin(Duration.ofSeconds(2));
        System.out.println("Stop to revert took %d ms"
                .formatted(Duration.ofNanos(System.nanoTime() - asked).toMillis()));
        facts.awaitAll(run, all -> all.stream().filter(FaultReverted.class::isInstance).count() == 2);
        assertThat(facts.all(run, FaultReverted.class)).extracting(FaultReverted::reason)
                .containsOnly(RevertReason.STOPPED);
    }

    @Test
    void aSingleStrokeIsInForceAndOverAtOnce() {
        due(Faults.none("nothing", Duration.ZERO));
        facts.await(run, FaultReverted.class);
        assertThat(answers()).hasExactlyElementsOfTypes(FaultInjected.class, FaultReverted.class);
    }

    @Test
    void answersOnceThoughTheStepIsDueTwice() {
        StepDue due = Runs.due(run, Runs.inject(Faults.none("nothing", Duration.ZERO)));
        EventId id = facts.append(due);
        facts.append(id, due);
        facts.append(due);
        facts.await(run, FaultReverted.class);
        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> answers().size() == 2);
    }

    @Test
    void refusesAStepItHearsOfTooLate() {
        Instant before = Instant.now().minusSeconds(60);
        facts.append(new StepDue(run, Runs.PROJECT, Runs.inject(sleeper.frozenFor("freeze", Duration.ofSeconds(5))),
                before, before.plusSeconds(30)));
        assertThat(refusal(Refusal.LATE)).contains("after its deadline");
        assertThat(sleeper.isFrozen()).isFalse();
    }

    @Test
    void refusesMoreThanTheBlastRadius() throws Exception {
        try (Sleeper second = Sleeper.start()) {
            Fault fault = Fault.of("freeze", new ProcessPause(
                    new ProcessTarget(null, null, null, "^sleep 300$", null, null)), Duration.ofSeconds(5), List.of());
            facts.append(Runs.due(run, new Step.Inject(Runs.inject(fault).id(), fault, BlastRadius.of(1, null))));
            assertThat(refusal(Refusal.BLAST_RADIUS)).contains("at most 1 targets");
            assertThat(second.isFrozen() || sleeper.isFrozen()).isFalse();
        }
    }

    @Test
    void refusesWhatItHasNoDriverFor() {
        due(Fault.of("other", new External("quantum", null), Duration.ofSeconds(5), List.of()));
        assertThat(refusal(Refusal.NOT_POSSIBLE)).contains("no external driver 'quantum'");
    }

    @Test
    void mendsWhatAnInjectorThatIsGoneLeftBehind() {
        OsProcess target = service.bean(Processes.class).find(sleeper.pid()).orElseThrow();
        Leases leases = service.bean(Leases.class);
        StepDue due = Runs.due(run, Runs.inject(sleeper.frozenFor("freeze", Duration.ofSeconds(20))));
        Lease intent = leases
                .add(LeaseRules.intended(due, (Step.Inject) due.step(), service.bean(Machine.class), "dead"))
                .orElseThrow();
        Undo.LetGoOn undo = new Undo.LetGoOn(target.pid(), target.startedAt());
        leases.arm(intent.armed(Plan.of(new Hit<>(new HitTarget("process", "x", ""), undo, ""))));
        service.bean(Processes.class).send(target.pid(), target.startedAt(), Signal.STOP);
        Awaitility.await().until(sleeper::isFrozen);
        sleeper.goesOnWithin(Duration.ofSeconds(6));
        FaultFailed failed = facts.await(run, FaultFailed.class);
        assertThat(failed.refusal()).as("it was never said to be in force").isEqualTo(Refusal.LEASE_LOST);
        assertThat(answers()).hasSize(1);
    }

    @Test
    void renewsLeasesWithoutWaitingForOneThatSomebodyIsBusyWith() {
        Leases leases = service.bean(Leases.class);
        TransactionTemplate transaction = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
        StepDue due = Runs.due(run, Runs.inject(Faults.none("nothing", Duration.ofSeconds(20))));
        Lease busy = leases
                .add(LeaseRules.intended(due, (Step.Inject) due.step(), service.bean(Machine.class), "somebody"))
                .orElseThrow();
        Leases.Renewed renewed = transaction.execute(_ -> {
            leases.requestStop(run, RevertReason.STOPPED);
            return CompletableFuture.supplyAsync(() -> leases.renew("somebody", Set.of(busy.id())))
                    .orTimeout(2, TimeUnit.SECONDS).join();
        });
        assertThat(renewed.held()).containsExactly(busy.id());
        assertThat(leases.renew("somebody", Set.of(busy.id())).stopped()).containsKey(busy.id());
        assertThat(leases.renew("somebody else", Set.of(busy.id())).held()).isEmpty();
    }

    @Test
    void mendsAndAnswersBeforeItIsClosed() {
        due(sleeper.frozenFor("freeze", Duration.ofSeconds(20)));
        facts.await(run, FaultInjected.class);
        service.close();
        try {
            assertThat(sleeper.isFrozen()).isFalse();
            assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.STOPPED);
        } finally {
            service.restart();
        }
        assertThat(answers()).hasSize(2);
    }

    private void due(Fault fault) {
        facts.append(Runs.due(run, Runs.inject(fault)));
    }

    private String refusal(Refusal refusal) {
        FaultFailed failed = facts.await(run, FaultFailed.class);
        assertThat(failed.failed()).isEqualTo(FaultFailed.Failed.INJECT);
        assertThat(failed.refusal()).isEqualTo(refusal);
        assertThat(answers()).hasSize(1);
        return failed.reason();
    }

    private List<RunFact> answers() {
        return facts.all(run).stream().filter(fact -> fact instanceof FaultInjected || fact instanceof FaultReverted
                || fact instanceof FaultFailed).toList();
    }

    private List<String> lines() {
        return facts.lines(run).stream().filter(LogLine.class::isInstance).map(line -> ((LogLine) line).text())
                .toList();
    }
}
