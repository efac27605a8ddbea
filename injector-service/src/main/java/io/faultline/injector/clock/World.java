package io.faultline.injector.clock;

import io.faultline.injector.fault.Drivers;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Broker;
import io.faultline.injector.lease.Halts;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Leftovers;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.Transactions;

/** All that an injector touches: what it breaks and mends, the journal, and where it says what came of it. */
public record World(Machine machine, Drivers drivers, Mender mender, Watchdog watchdog, Leases leases,
        Leftovers leftovers, Halts halts, Answers answers, Transactions transactions, Broker broker) {}
