package io.faultline.scheduler.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ScheduleId;
import io.faultline.scheduler.recurrence.Firings;
import io.faultline.scheduler.recurrence.MissedTicks;
import io.faultline.scheduler.recurrence.Schedules;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Fires schedules, a handful in one transaction; one by one when one of them cannot be fired, so that it hurts no other. */
record ScheduleSweep(Schedules schedules, Firings firings, TransactionOperations transactions, MeterRegistry metrics)
        implements
            Alarm.Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleSweep.class);

    @Override
    public Optional<Instant> everythingDue(Instant now) {
        List<MissedTicks> fired;
        do {
            fired = fire(now);
            fired.forEach(each -> measure(each, now));
        } while (!fired.isEmpty());
        return schedules.nextTick(now);
    }

    private List<MissedTicks> fire(Instant now) {
        try {
            return Optional.ofNullable(transactions.execute(_ -> firings.fireDue(now))).orElse(List.of());
        } catch (TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("A handful of schedules is fired one by one", e);
            return firings.due(now).stream().map(id -> fireAlone(id, now)).flatMap(Optional::stream).toList();
        }
    }

    private Optional<MissedTicks> fireAlone(ScheduleId id, Instant now) {
        try {
            return Optional.ofNullable(transactions.execute(_ -> firings.fire(id, now))).flatMap(fired -> fired);
        } catch (TransactionException e) {
            throw e;
        } catch (DataAccessException e) {
            LOG.warn("Schedule {} cannot be fired; it is tried again within a second", id, e);
        } catch (RuntimeException e) {
            LOG.error("Schedule {} cannot be fired and is disabled", id, e);
            String trouble = "It could not be fired, and was disabled: " + e.getMessage();
            transactions.executeWithoutResult(_ -> firings.giveUp(id, trouble, now));
            metrics.counter("faultline.schedules.disabled").increment();
        }
        return Optional.empty();
    }

    private void measure(MissedTicks fired, Instant now) {
        fired.fire().forEach(tick -> {
            metrics.counter("faultline.schedule.ticks", "outcome", "fired").increment();
            metrics.timer("faultline.schedule.tick.lag").record(Duration.between(tick, now));
        });
        metrics.counter("faultline.schedule.ticks", "outcome", "missed").increment(fired.missed());
    }
}
