package io.faultline.scheduler.clock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.scheduler.run.Conductor;
import io.faultline.scheduler.run.Runs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Wakes runs, each in its own transaction, so that one that cannot be woken keeps no other asleep. */
record RunSweep(Runs runs, Conductor conductor, TransactionOperations transactions)
        implements
            Alarm.Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(RunSweep.class);
    private static final int AT_ONCE = 500;

    @Override
    public Optional<Instant> everythingDue(Instant now) {
        List<RunId> due = runs.due(now, AT_ONCE);
        due.forEach(this::wake);
        return runs.nextWake(now);
    }

    private void wake(RunId run) {
        try {
            transactions.executeWithoutResult(_ -> conductor.wake(run));
        } catch (RuntimeException e) {
            LOG.error("Run {} cannot be woken; it is tried again within a second", run, e);
        }
    }
}
