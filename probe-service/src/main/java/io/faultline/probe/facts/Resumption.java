package io.faultline.probe.facts;

import java.time.Instant;

import io.faultline.contracts.run.LogLine;
import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.assignment.Workers;
import io.faultline.probe.probe.Time;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchRules;
import io.faultline.probe.watch.Watches;
import io.faultline.runlog.RunLines;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Takes up what was going on when the service last ended, before the consumers begin and it hears anything new. */
record Resumption(Assignments assignments, Watches watches, Workers workers, Loops loops, RunLines lines, Time time)
        implements
            SmartInitializingSingleton {
    @Override
    public void afterSingletonsInstantiated() {
        Instant now = time.now();
        for (Watches.Saved saved : watches.running()) {
            Watch resumed = WatchRules.resumed(saved.watch(), saved.at(), now);
            lines.line(resumed.run(), resumed.step(), LogLine.Level.WARN,
                    "probe %s %s".formatted(resumed.probe().name(), resumed.note()));
            loops.begin(resumed);
        }
        assignments.open().forEach(workers::begin);
    }
}
