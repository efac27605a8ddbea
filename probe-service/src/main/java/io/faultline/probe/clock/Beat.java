package io.faultline.probe.clock;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.faultline.probe.shift.Shift;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps a shift going: begun before the first fact is heard, ended after the last, and once a second in between. */
final class Beat implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Shift shift;
    private @Nullable ScheduledExecutorService thread;

    Beat(Shift shift) {
        this.shift = shift;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public synchronized void start() {
        shift.begin();
        thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("shift").factory());
        var unused = thread.scheduleWithFixedDelay(this::beat, EVERY.toMillis(), EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            shift.goOn();
        } catch (RuntimeException e) {
            LOG.warn("This instance could not say that it is alive; next try within a second: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.shutdownNow();
        thread = null;
        try {
            shift.end();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("What is going on could not be handed over; it is taken up when the lease has run out", e);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
