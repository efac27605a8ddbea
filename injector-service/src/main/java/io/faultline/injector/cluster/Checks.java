package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks everything there is from time to time, each on a thread of its own: one that does not come to its end, or
 * fails in whatever way, keeps no other from being checked, nor itself from being checked again.
 */
final class Checks<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Supplier<? extends Collection<T>> all;
    private final Predicate<T> check;
    private final Set<T> underway = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("cluster-index").daemon().factory());

    /** @param check returns whether it has to be looked at again soon */
    Checks(Duration every, Supplier<? extends Collection<T>> all, Predicate<T> check) {
        this.all = all;
        this.check = check;
        timer.scheduleWithFixedDelay(() -> this.all.get().forEach(this::begin), every.toMillis(), every.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void begin(T one) {
        if (underway.add(one)) {
            Thread.ofVirtual().name("cluster-index-check").start(() -> {
                if (see(one) && !timer.isShutdown()) {
                    timer.schedule(() -> begin(one), SOON.toMillis(), TimeUnit.MILLISECONDS);
                }
            });
        }
    }

    private boolean see(T one) {
        try {
            return check.test(one);
        } catch (RuntimeException e) {
            LOG.warn("The index of a cluster's pods could not be checked; it is next time", e);
            return false;
        } finally {
            underway.remove(one);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
