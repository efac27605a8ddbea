package io.faultline.injector.clock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.RetryRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out undos, trying again for a while those that fail. */
record Mending(Mender mender, Watchdog watchdog, FaultMeters meters) {
    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);
    private static final int SIDE_BY_SIDE = 16;

    /** Mends these effects of a lease; what could not be mended after some tries is told. */
    Optional<String> mend(Lease lease, List<? extends Undo> undos) {
        long began = System.nanoTime();
        List<Undo> left = new CopyOnWriteArrayList<>(undos);
        Optional<String> trouble = round(lease, left);
        for (Duration pause : RetryRules.AT_ONCE) {
            if (trouble.isEmpty()) {
                break;
            }
            LOG.warn("Fault {} of run {} is not mended yet: {}", lease.fault().name(), lease.run(), trouble.get());
            LockSupport.parkNanos(pause.toNanos());
            trouble = round(lease, left);
        }
        meters.mended(lease, Duration.ofNanos(System.nanoTime() - began));
        return trouble;
    }

    /** Mends all effects of a lease, in one try. */
    Optional<String> tryOnce(Lease lease) {
        return round(lease, new CopyOnWriteArrayList<>(lease.undos()));
    }

    /** Side by side: what is far away, or gone, keeps nothing else in force. */
    private Optional<String> round(Lease lease, List<Undo> left) {
        if (left.size() == 1) {
            return trouble(lease, left.getFirst(), left);
        }
        try (ExecutorService side = Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
            List<CompletableFuture<Optional<String>>> tries = List.copyOf(left).stream()
                    .map(undo -> CompletableFuture.supplyAsync(() -> trouble(lease, undo, left), side)).toList();
            return tries.stream().map(CompletableFuture::join).flatMap(Optional::stream).reduce((_, last) -> last);
        }
    }

    private Optional<String> trouble(Lease lease, Undo undo, List<Undo> left) {
        try {
            mender.revert(undo);
            watchdog.disarm(key(lease, undo));
            left.remove(undo);
            return Optional.empty();
        } catch (NotReverted e) {
            return Optional.of(e.reason());
        } catch (RuntimeException e) {
            LOG.warn("Mending {} of run {} failed", lease.fault().name(), lease.run(), e);
            return Optional.of(e.toString());
        }
    }

    /** Names an effect towards the watchdog, also beside those of other injectors on this machine. */
    static String key(Lease lease, Undo undo) {
        return lease.run() + "-" + lease.id() + "-" + lease.undos().indexOf(undo);
    }
}
