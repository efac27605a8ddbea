package io.faultline.injector.clock;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.faultline.contracts.ids.RunId;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.lease.Brake;
import io.faultline.injector.lease.Holder;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Limits;
import io.faultline.injector.lease.Order;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds faults, each on a thread of its own. */
public final class Injector implements Holder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Injector.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private final World world;
    private final Means means;
    private final String owner;
    private final Rounds rounds;
    private final Brakes brakes;
    private final Map<Long, HeldFault> held = new ConcurrentHashMap<>();
    private volatile boolean halted;
    private volatile @Nullable Order closing;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param patience how long it goes on without hearing of the broker */
    public Injector(String owner, World world, InstantSource clock, Limits limits, Duration patience,
            MeterRegistry registry) {
        FaultMeters meters = new FaultMeters(registry);
        this.owner = owner;
        this.world = world;
        this.means = Means.of(world, clock, System::nanoTime, limits, meters);
        Stuck stuck = new Stuck(owner, world, means);
        this.rounds = new Rounds(this, world, means, stuck, patience);
        this.brakes = new Brakes(this, world, stuck);
    }

    /** Begins to renew leases, and to mend what was left: the first time at once. */
    public void start(Duration every) {
        rounds.start(every);
    }

    public Brake brake() {
        return brakes;
    }

    @Override
    public String name() {
        return owner;
    }

    @Override
    public void begin(Lease intent, long heardAt) {
        hold(intent, heardAt);
    }

    /** Does with a lease that is ours since then what its course is. */
    void hold(Lease lease, long since) {
        HeldFault fault = new HeldFault(lease, since, means);
        HeldFault older = held.put(lease.id(), fault);
        if (older != null) {
            older.order(Order.YIELD);
        }
        Order close = closing;
        if (close != null || halted) {
            fault.order(close != null ? close : Order.HALT);
        }
        run(() -> {
            try {
                fault.run();
            } finally {
                held.remove(lease.id(), fault);
            }
        });
    }

    /** Runs it on a thread of its own. */
    void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.info("The injector is closing: what it does not begin is answered for when the lease has run out");
        }
    }

    /** What it holds, by the id of the lease. */
    Map<Long, HeldFault> held() {
        return held;
    }

    /** Whether what begins now is to end at once. */
    void halted(boolean now) {
        halted = now;
    }

    @Override
    public void order(RunId run, Order order) {
        held.values().stream().filter(fault -> fault.isOf(run)).forEach(fault -> fault.order(order));
    }

    @Override
    public void undone(Undo undo) {
        held.values().stream().filter(fault -> fault.lease().undos().contains(undo))
                .forEach(fault -> fault.undone(undo));
    }

    /** Gives everyone the same order; returns when all have followed it, or after that time. */
    static void orderAll(Collection<HeldFault> faults, Order order, Duration patience) {
        faults.forEach(fault -> fault.order(order));
        await(faults, patience);
    }

    private static void await(Collection<HeldFault> faults, Duration patience) {
        try {
            CompletableFuture.allOf(faults.stream().map(HeldFault::outcome).toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Not all of {} faults have ended within {}", faults.size(), patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Leaves what is in force as it is: another injector of this machine goes on with it. The watchdog knows first, then
     * the journal: were it the other way round, our end could mend what is in other hands already.
     */
    public void handOver() {
        closing = Order.HAND_OVER;
        rounds.close();
        List<HeldFault> mine = List.copyOf(held.values());
        orderAll(mine, Order.HAND_OVER, SHORT_PATIENCE);
        world.watchdog().handOver(LeaseRules.GRACE);
        try {
            world.leases().handOver(owner);
            LOG.info("Handed over {} faults; if nobody goes on with them, the watchdog mends them in {}, and what is in"
                    + " clusters when its time is over", mine.size(), LeaseRules.GRACE);
        } catch (RuntimeException e) {
            LOG.warn("The journal does not know that {} faults are handed over: {}", mine.size(), e.toString());
        }
        threads.shutdownNow();
    }

    /** Mends everything it holds; what it answers still has to be sent, so it closes before the run log does. */
    @Override
    public void close() {
        closing = Order.STOP;
        rounds.close();
        orderAll(List.copyOf(held.values()), Order.STOP, PATIENCE);
        threads.shutdownNow();
    }
}
