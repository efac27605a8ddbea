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
import org.springframework.context.SmartLifecycle;

/** Takes up what was going on when the service last ended, before it hears anything new. */
final class Resumption implements SmartLifecycle {
    private final Assignments assignments;
    private final Watches watches;
    private final Workers workers;
    private final Loops loops;
    private final RunLines lines;
    private final Time time;
    private volatile boolean running;

    Resumption(Assignments assignments, Watches watches, Workers workers, Loops loops, RunLines lines, Time time) {
        this.assignments = assignments;
        this.watches = watches;
        this.workers = workers;
        this.loops = loops;
        this.lines = lines;
        this.time = time;
    }

    @Override
    public void start() {
        Instant now = time.now();
        for (Watches.Saved saved : watches.running()) {
            Watch resumed = WatchRules.resumed(saved.watch(), saved.at(), now);
            lines.line(resumed.run(), resumed.step(), LogLine.Level.WARN,
                    "probe %s %s".formatted(resumed.probe().name(), resumed.note()));
            loops.begin(resumed);
        }
        assignments.open().forEach(workers::begin);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the consumers, which begin last of all. */
    @Override
    public int getPhase() {
        return 0;
    }
}
