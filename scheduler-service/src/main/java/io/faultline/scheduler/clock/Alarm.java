package io.faultline.scheduler.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.faultline.scheduler.run.Wakes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rings at the earliest moment it was asked for, and once a second for what others asked for: another instance of this
 * service, or one that is gone.
 */
final class Alarm implements Wakes {
    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final String name;
    private @Nullable ScheduledExecutorService thread;
    private Runnable ringing = () -> {};
    private @Nullable Instant armed;
    private @Nullable Future<?> ring;

    /** Does what is due. */
    interface Sweep {
        /** @return when something will be due later than now */
        Optional<Instant> everythingDue(Instant now);
    }

    Alarm(InstantSource clock, String name) {
        this.clock = clock;
        this.name = name;
    }

    @Override
    public void at(Instant moment) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            arm(moment);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                arm(moment);
            }
        });
    }

    synchronized void start(Sweep sweep) {
        ringing = () -> ring(sweep);
        thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(name).factory());
        thread.scheduleWithFixedDelay(ringing, 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        ScheduledExecutorService stopped;
        synchronized (this) {
            stopped = thread;
            thread = null;
            if (ring != null) {
                ring.cancel(false);
            }
        }
        if (stopped != null) {
            stopped.shutdown();
            awaitEndOf(stopped);
        }
    }

    private static void awaitEndOf(ScheduledExecutorService stopped) {
        try {
            if (!stopped.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A sweep did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized boolean isRunning() {
        return thread != null;
    }

    private synchronized void arm(Instant moment) {
        if (thread == null || armed != null && !moment.isBefore(armed)) {
            return;
        }
        if (ring != null) {
            ring.cancel(false);
        }
        armed = moment;
        long nanos = Duration.between(clock.instant(), moment).toNanos();
        ring = thread.schedule(ringing, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private void ring(Sweep sweep) {
        synchronized (this) {
            armed = null;
        }
        try {
            sweep.everythingDue(clock.instant()).ifPresent(this::arm);
        } catch (RuntimeException e) {
            LOG.warn("{}: not everything that is due could be done; next try within a second", name, e);
        }
    }
}
