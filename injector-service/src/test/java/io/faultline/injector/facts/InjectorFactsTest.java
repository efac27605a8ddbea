package io.faultline.injector.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.StopCause;
import io.faultline.injector.MemoryJournal;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.lease.Holder;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.Order;
import io.faultline.runlog.ReceivedFact;
import io.faultline.runlog.RunLines;
import io.faultline.testkit.Runs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

class InjectorFactsTest {
    private static final RunId STOPPED = new RunId(new UUID(1, 1));
    private static final RunId GOING_ON = new RunId(new UUID(1, 2));

    private final List<String> story = new ArrayList<>();
    private final InjectorFacts facts = new InjectorFacts(new Journal(), new Machine("here"),
            new Hand(), new Silence());

    @BeforeEach
    void begin() {
        TransactionSynchronizationManager.initSynchronization();
    }

    @AfterEach
    void end() {
        TransactionSynchronizationManager.clear();
    }

    @Test
    void neverBeginsAFaultWhoseRunIsStoppedInTheSameBatch() {
        hear(Runs.due(STOPPED, Runs.inject(nothing())));
        hear(Runs.due(GOING_ON, Runs.inject(nothing())));
        hear(Runs.stopping(STOPPED, StopCause.ABORTED));
        assertThat(story).as("nothing before the commit").containsExactly("request stop " + STOPPED);

        commit();

        assertThat(story).containsExactly("request stop " + STOPPED, "STOP " + STOPPED, "never begin " + STOPPED,
                "begin " + GOING_ON);
    }

    @Test
    void keepsNothingFromOneBatchToTheNext() {
        hear(Runs.stopping(STOPPED, StopCause.ABORTED));
        commit();
        story.clear();

        hear(Runs.due(STOPPED, Runs.inject(nothing())));
        commit();

        assertThat(story).containsExactly("begin " + STOPPED);
    }

    private void hear(RunFact fact) {
        facts.on(new ReceivedFact(new EventId(new UUID(2, 2)), Runs.PROJECT, Instant.EPOCH, fact));
    }

    private static void commit() {
        List<TransactionSynchronization> all = TransactionSynchronizationManager.getSynchronizations();
        all.forEach(TransactionSynchronization::afterCommit);
        all.forEach(each -> each.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));
        TransactionSynchronizationManager.clearSynchronization();
        TransactionSynchronizationManager.initSynchronization();
    }

    private static Fault nothing() {
        return Fault.of("nothing", new NoFault(), Duration.ofSeconds(1), List.of());
    }

    private final class Hand implements Holder {
        @Override
        public String name() {
            return "me";
        }

        @Override
        public void begin(Lease intent, long heardAt) {
            story.add((intent.stop() == null ? "begin " : "never begin ") + intent.run());
        }

        @Override
        public void order(RunId run, Order order) {
            story.add(order + " " + run);
        }

        @Override
        public void undone(Undo undo) {
            story.add("undone " + undo);
        }
    }

    private final class Journal extends MemoryJournal {
        @Override
        public void requestStop(RunId run, RevertReason why) {
            story.add("request stop " + run);
        }
    }

    private static final class Silence implements RunLines {
        @Override
        public void line(RunId run, @Nullable StepId step, LogLine.Level level, String text) {}

        @Override
        public void sample(RunId run, StepId step, @Nullable FaultId fault, String probe, MeasurePhase phase,
                Measurement measurement) {}

        @Override
        public void end(RunId run) {}
    }
}
