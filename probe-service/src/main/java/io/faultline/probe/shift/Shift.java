package io.faultline.probe.shift;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.assignment.Workers;
import io.faultline.probe.probe.Time;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Reports;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchKey;
import io.faultline.probe.watch.WatchRules;
import io.faultline.probe.watch.Watches;

/**
 * The share of one instance: it takes up what nobody does any more, also what it did itself in an earlier life, and leaves
 * what another has taken up or a fact heard by another has ended.
 */
public record Shift(Instances instances, Watches watches, Assignments assignments, Loops loops, Workers workers,
        Reports reports, Time time) {
    public void begin() {
        instances.join();
        takeUp();
    }

    /** To be done more often than a lease lasts. */
    public void goOn() {
        instances.renew();
        Set<WatchKey> gone = new HashSet<>(loops.here());
        gone.removeAll(watches.mine());
        loops.handIn(gone);
        takeUp();
    }

    public void end() throws InterruptedException {
        try {
            loops.close();
            workers.close();
        } finally {
            instances.leave();
        }
    }

    private void takeUp() {
        Instant now = time.now();
        for (Watches.Saved saved : watches.takeUp()) {
            Watch resumed = WatchRules.resumed(saved.watch(), saved.at(), now);
            reports.resumed(resumed);
            loops.begin(resumed);
        }
        assignments.takeUp().forEach(workers::begin);
    }
}
