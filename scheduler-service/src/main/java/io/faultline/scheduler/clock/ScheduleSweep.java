package io.faultline.scheduler.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.scheduler.recurrence.Firings;
import io.faultline.scheduler.recurrence.MissedTicks;
import io.faultline.scheduler.recurrence.Schedules;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.transaction.support.TransactionOperations;

/** Fires schedules, a handful in one transaction. */
record ScheduleSweep(Schedules schedules, Firings firings, TransactionOperations transactions, MeterRegistry metrics)
        implements
            Alarm.Sweep {
    @Override
    public Optional<Instant> everythingDue(Instant now) {
        List<MissedTicks> fired;
        do {
            fired = Optional.ofNullable(transactions.execute(_ -> firings.fireDue(now))).orElse(List.of());
            fired.forEach(each -> measure(each, now));
        } while (!fired.isEmpty());
        return schedules.nextTick(now);
    }

    private void measure(MissedTicks fired, Instant now) {
        fired.fire().ifPresent(tick -> {
            metrics.counter("faultline.schedule.ticks", "outcome", "fired").increment();
            metrics.timer("faultline.schedule.tick.lag").record(Duration.between(tick, now));
        });
        metrics.counter("faultline.schedule.ticks", "outcome", "missed").increment(fired.missed());
    }
}
