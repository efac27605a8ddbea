package io.faultline.injector.clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.faultline.contracts.ids.RunId;
import io.faultline.injector.lease.Brake;
import io.faultline.injector.lease.Braked;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Halt;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Order;
import org.jspecify.annotations.Nullable;

/** Ends faults at once: those of this injector by telling them, those of others by way of the journal. */
record Brakes(Injector injector, World world, Stuck stuck) implements Brake {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration OTHERS = Duration.ofMillis(50);

    @Override
    public Braked stop(RunId run, String reason) {
        long began = System.nanoTime();
        world.halts().stop(run, reason);
        List<HeldFault> mine = injector.held().values().stream().filter(fault -> fault.isOf(run)).toList();
        return brake(mine, Order.STOP, run, null, began);
    }

    /** What is held here is mended even if the journal is away. */
    @Override
    public Braked halt(String reason, String requestedBy) {
        long began = System.nanoTime();
        injector.halted(true);
        List<HeldFault> mine = List.copyOf(injector.held().values());
        mine.forEach(fault -> fault.order(Order.HALT));
        Halt halt = world.halts().halt(reason, requestedBy);
        return brake(mine, Order.HALT, null, halt, began);
    }

    private Braked brake(List<HeldFault> mine, Order order, @Nullable RunId run, @Nullable Halt halt, long began) {
        Injector.orderAll(mine, order, PATIENCE);
        Set<Long> ids = mine.stream().map(fault -> fault.lease().id()).collect(Collectors.toSet());
        List<Braked.Failed> failed = new ArrayList<>();
        int reverted = 0;
        for (HeldFault fault : mine) {
            switch (fault.outcome().getNow(Optional.empty()).orElse(null)) {
                case Ending.Stuck still -> failed.add(failed(fault.lease(), still.reason()));
                case Ending.Reverted _,Ending.NotInjected _ -> reverted++;
                case null -> {
                    if (!fault.outcome().isDone()) {
                        failed.add(failed(fault.lease(), "it has not ended yet"));
                    }
                }
            }
        }
        for (Lease other : others(run, ids, began)) {
            failed.add(failed(other, "injector %s, which holds it, has not mended it yet"
                    .formatted(other.custody().owner())));
        }
        return new Braked(halt, reverted, failed, Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    /** What other injectors still hold, once they had the time to hear of it. */
    private List<Lease> others(@Nullable RunId run, Set<Long> mine, long began) {
        List<Lease> left = world.leases().inForce(run).stream().filter(lease -> !mine.contains(lease.id())).toList();
        while (!left.isEmpty() && System.nanoTime() - began < PATIENCE.toNanos()) {
            LockSupport.parkNanos(OTHERS.toNanos());
            left = world.leases().inForce(run).stream().filter(lease -> !mine.contains(lease.id())).toList();
        }
        return left;
    }

    private static Braked.Failed failed(Lease lease, String trouble) {
        return new Braked.Failed(lease.id(), lease.run(), lease.fault().name(), trouble,
                LeaseRules.byHand(lease.undos()));
    }

    @Override
    public Optional<Halt> halted() {
        return world.halts().active();
    }

    @Override
    public boolean release() {
        boolean released = world.halts().release();
        injector.halted(false);
        return released;
    }

    @Override
    public Optional<Lease> retry(long id) {
        return stuck.tryNow(id);
    }

    @Override
    public Optional<Lease> acknowledge(long id, String why) {
        return stuck.acknowledge(id, why);
    }
}
