package io.faultline.injector.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RunFact;
import io.faultline.injector.fault.Drivers;
import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Transactions;

/** All that is needed to hold a fault. */
record Means(Drivers drivers, Mending mending, Watchdog watchdog, Leases leases, Answers answers,
        Transactions transactions, InstantSource clock, Duration longest, FaultMeters meters) {
    /** Journals the end and gives the terminal answer, unless someone else has. */
    boolean end(Lease lease, Ending ending, List<? extends RunFact> before) {
        Instant at = clock.instant();
        AtomicBoolean mine = new AtomicBoolean();
        transactions.inOne(() -> {
            mine.set(leases.end(lease, ending, at));
            if (mine.get()) {
                List<RunFact> facts = new ArrayList<>(before);
                facts.add(LeaseRules.answer(lease, ending, at));
                answers.state(lease.project(), facts);
            }
        });
        if (mine.get()) {
            tell(lease, ending);
        }
        return mine.get();
    }

    private void tell(Lease lease, Ending ending) {
        String name = lease.fault().name();
        switch (ending) {
            case Ending.Reverted _ -> {
            }
            case Ending.NotInjected(var _, String reason) -> {
                meters.count(lease, ending.outcome());
                answers.line(lease, LogLine.Level.WARN, name + ": " + reason);
            }
            case Ending.Stuck(String reason, String byHand) -> {
                meters.count(lease, ending.outcome());
                answers.line(lease, LogLine.Level.ERROR,
                        "%s is still in force: %s. Revert it by hand: %s".formatted(name, reason, byHand));
            }
        }
    }
}
