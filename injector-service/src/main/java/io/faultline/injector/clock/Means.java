package io.faultline.injector.clock;

import java.time.InstantSource;
import java.util.function.LongSupplier;

import io.faultline.injector.fault.Drivers;
import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Limits;
import io.faultline.injector.lease.Transactions;

/**
 * All that is needed to hold a fault.
 *
 * @param ticker the monotonic clock, in nanoseconds
 */
record Means(Drivers drivers, Mending mending, Watchdog watchdog, Leases leases, Endings endings, Answers answers,
        Transactions transactions, InstantSource clock, LongSupplier ticker, Limits limits, FaultMeters meters) {
    static Means of(World world, InstantSource clock, LongSupplier ticker, Limits limits, FaultMeters meters) {
        return new Means(world.drivers(), new Mending(world.mender(), world.watchdog(), meters), world.watchdog(),
                world.leases(), new Endings(world, clock, meters), world.answers(), world.transactions(), clock,
                ticker, limits, meters);
    }
}
