package io.faultline.scheduler.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.time.ClockSteps;
import io.faultline.scheduler.run.Conductor;
import io.faultline.scheduler.run.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Wakes runs, each in its own transaction, so that one that cannot be woken keeps no other asleep. */
record RunSweep(Runs runs, Conductor conductor, TransactionOperations transactions, ClockSteps steps,
        MeterRegistry metrics) implements Alarm.Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(RunSweep.class);
    private static final int AT_ONCE = 500;

    @Override
    public Optional<Instant> everythingDue(Instant now) {
        steps.since(now).ifPresent(this::stopAll);
        each(runs.due(now, AT_ONCE), conductor::wake);
        return runs.nextWake(now);
    }

    /** What no longer knows the time does not go on breaking things. */
    private void stopAll(Duration by) {
        LOG.warn("The clock was set by {}: all runs are stopped", by);
        metrics.counter("faultline.clock.steps").increment();
        each(runs.going(), run -> conductor.clockStepped(run, by));
    }

    private void each(List<RunId> ids, Consumer<RunId> work) {
        for (RunId run : ids) {
            try {
                transactions.executeWithoutResult(_ -> work.accept(run));
            } catch (RuntimeException e) {
                LOG.error("Run {} cannot be woken; it is tried again within a second", run, e);
            }
        }
    }
}
