package io.faultline.injector.clock;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.time.ClockSteps;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an injector does each second: renews its leases, and looks for what others left behind. */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final int AT_ONCE = 500;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration KEPT = Duration.ofDays(7);

    private final Injector injector;
    private final World world;
    private final Means means;
    private final Stuck stuck;
    private final Duration patience;
    private final ClockSteps steps;
    private volatile boolean journalAway;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2,
            Thread.ofPlatform().name("lease-renewal-", 0).daemon().factory());

    Rounds(Injector injector, World world, Means means, Stuck stuck, Duration patience) {
        this.injector = injector;
        this.world = world;
        this.means = means;
        this.stuck = stuck;
        this.patience = patience;
        this.steps = new ClockSteps(means.ticker());
    }

    void start(Duration every) {
        var unused = steps.since(means.clock().instant());
        timer.scheduleWithFixedDelay(this::round, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::yield, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
    }

    void close() {
        timer.shutdownNow();
    }

    private void round() {
        try {
            renew();
            boolean halted = world.halts().active().isPresent();
            injector.halted(halted);
            if (halted) {
                injector.held().values().forEach(fault -> fault.order(Order.HALT));
            }
            takeOver();
            stuck.tryAgain(injector::run);
            means.meters().stuck(world.leftovers().stuck());
            journalAway = false;
        } catch (RuntimeException e) {
            if (!journalAway) {
                LOG.warn("Leases cannot be renewed: {}", e.toString());
            }
            journalAway = true;
        }
    }

    private void renew() {
        long asked = means.ticker().getAsLong();
        Map<Long, HeldFault> mine = Map.copyOf(injector.held());
        if (mine.isEmpty()) {
            return;
        }
        Set<Long> ids = new HashSet<>(mine.keySet());
        Leases.Renewed renewed = world.leases().renew(injector.name(), ids);
        mine.forEach((id, fault) -> {
            if (!renewed.held().contains(id)) {
                fault.order(Order.YIELD);
            } else {
                fault.renewed(asked);
                RevertReason stop = renewed.stopped().get(id);
                if (stop != null) {
                    fault.order(stop == RevertReason.HALTED ? Order.HALT : Order.STOP);
                }
            }
        });
    }

    private void takeOver() {
        long asked = means.ticker().getAsLong();
        world.leftovers().takeOver(injector.name(), world.machine(), AT_ONCE)
                .forEach(left -> injector.hold(left, asked));
        List<Lease> abandoned = world.leftovers().abandoned(world.machine(), AT_ONCE);
        abandoned.forEach(lease -> injector.run(() -> {
            Ending stranded = LeaseRules.stranded(lease, means.clock().instant());
            means.endings().end(lease, stranded, List.of());
        }));
    }

    /** Does not need the journal, and must not wait for it. */
    private void yield() {
        long stale = injector.held().values().stream().filter(HeldFault::isStale)
                .filter(fault -> fault.order(Order.YIELD)).count();
        if (stale > 0) {
            LOG.warn("{} leases could not be renewed in time: their faults are mended now", stale);
        }
        steps.since(means.clock().instant()).ifPresent(step -> {
            long ended = injector.held().values().stream().filter(fault -> fault.order(Order.STOP)).count();
            LOG.warn("The clock was set by {}, so that no end could be told by it: {} faults are mended", step, ended);
        });
        if (world.broker().unreachableFor().compareTo(patience) > 0) {
            long ended = injector.held().values().stream().filter(fault -> fault.order(Order.STOP)).count();
            if (ended > 0) {
                LOG.warn("Kafka has not been heard of for {}: nobody could tell us to stop, so {} faults are mended",
                        patience, ended);
            }
        }
    }

    private void forget() {
        try {
            while (world.leftovers().forget(KEPT, AT_ONCE) > 0) {
                LOG.debug("Forgot leases that ended long ago");
            }
        } catch (RuntimeException e) {
            LOG.warn("Leases that ended long ago were not forgotten this time: {}", e.toString());
        }
    }
}
