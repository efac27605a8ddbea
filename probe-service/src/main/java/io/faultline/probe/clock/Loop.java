package io.faultline.probe.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.probe.probe.Evaluations;
import io.faultline.probe.probe.Time;
import io.faultline.probe.watch.Reports;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchRules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One probe, evaluated at a fixed rate on a thread of its own until it is asked to end. */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration SAVED_EVERY = Duration.ofSeconds(5);

    private final Evaluations evaluations;
    private final Reports reports;
    private final Time time;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Watch watch;
    private boolean failureTold;
    private boolean unwanted;
    private Instant saved;
    private @Nullable Outcome savedWorst;
    private Outcome last = Outcome.HELD;

    Loop(Watch watch, Evaluations evaluations, Reports reports, Time time) {
        this.watch = watch;
        this.evaluations = evaluations;
        this.reports = reports;
        this.time = time;
        this.saved = time.now();
        this.savedWorst = worst();
        this.failureTold = watch.tally().failures() > 0;
    }

    Watch watch() {
        return watch;
    }

    void end() {
        ending.countDown();
    }

    boolean isOver(Duration within) throws InterruptedException {
        return over.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    void run() {
        try {
            boolean fresh = watch.tally().evaluations() == 0;
            if (endsBefore(watch.origin()) && (!fresh || time.now().isBefore(watch.origin()))) {
                return;
            }
            do {
                evaluate();
            } while (!unwanted && !(failureTold && watch.stopsRun())
                    && !endsBefore(WatchRules.nextTick(watch.origin(), watch.probe().every(), time.now())));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            over.countDown();
        }
    }

    private void evaluate() throws InterruptedException {
        Measurement measurement = evaluations.evaluate(watch.probe(), watch.place(), watch.configuration(),
                watch.secrets());
        watch = watch.with(watch.tally().plus(measurement));
        try {
            reports.sampled(watch.run(), watch.step(), watch.fault(), watch.probe(), watch.phase(), measurement, last);
            last = measurement.outcome();
            save();
        } catch (RuntimeException e) {
            LOG.warn("probe {} of run {} goes on, but what it saw could not be kept", watch.probe().name(),
                    watch.run(), e);
        }
    }

    private void save() {
        Instant now = time.now();
        if (watch.tally().failures() > 0 && !failureTold) {
            unwanted = !reports.failed(watch);
            failureTold = true;
            saved = now;
        } else if (worst() != savedWorst || Duration.between(saved, now).compareTo(SAVED_EVERY) >= 0) {
            unwanted = !reports.saved(watch);
            saved = now;
        }
        savedWorst = worst();
    }

    private @Nullable Outcome worst() {
        Measurement decisive = watch.tally().decisive();
        return decisive == null ? null : decisive.outcome();
    }

    private boolean endsBefore(Instant instant) throws InterruptedException {
        return ending.await(Math.max(0, Duration.between(time.now(), instant).toNanos()), TimeUnit.NANOSECONDS);
    }
}
