package io.faultline.probe.clock;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.faultline.contracts.ids.RunId;
import io.faultline.probe.probe.Evaluations;
import io.faultline.probe.probe.Time;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Reports;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loops on virtual threads. One that ended keeps what it saw until its run is over: its answer may have to be given again. */
final class VirtualLoops implements Loops {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualLoops.class);
    private static final Duration CUT = Duration.ofMillis(500);

    private final Map<WatchKey, Running> loops = new ConcurrentHashMap<>();
    private final Evaluations evaluations;
    private final Reports reports;
    private final Traces traces;
    private final Time time;

    VirtualLoops(Evaluations evaluations, Reports reports, Traces traces, Time time) {
        this.evaluations = evaluations;
        this.reports = reports;
        this.traces = traces;
        this.time = time;
    }

    private record Running(Loop loop, Thread thread) {
        /** Waits for the evaluation it is in, then cuts it. */
        void settle(Duration patience) throws InterruptedException {
            if (!loop.isOver(patience)) {
                thread.interrupt();
                loop.isOver(CUT);
            }
        }
    }

    @Override
    public void begin(Watch watch) {
        loops.computeIfAbsent(watch.key(), _ -> {
            Loop loop = new Loop(watch, evaluations, reports, time);
            return new Running(loop, Thread.ofVirtual().name("watch-" + watch.probe().name())
                    .start(() -> traces.continued(watch.traceparent(), "watch", loop::run)));
        });
    }

    @Override
    public void end(WatchKey key) {
        Running running = loops.get(key);
        if (running != null) {
            running.loop().end();
        }
    }

    @Override
    public Optional<Watch> ended(WatchKey key) throws InterruptedException {
        Running running = loops.get(key);
        if (running == null) {
            return Optional.empty();
        }
        running.loop().end();
        running.settle(running.loop().watch().probe().timeout());
        return Optional.of(running.loop().watch());
    }

    @Override
    public Optional<Watch> latest(WatchKey key) {
        return Optional.ofNullable(loops.get(key)).map(running -> running.loop().watch());
    }

    @Override
    public void drop(RunId run) {
        loops.forEach((key, running) -> {
            if (key.run().equals(run)) {
                loops.remove(key);
                running.thread().interrupt();
            }
        });
    }

    @Override
    public Set<WatchKey> here() {
        return Set.copyOf(loops.keySet());
    }

    @Override
    public void handIn(Set<WatchKey> keys) {
        keys.forEach(key -> Thread.ofVirtual().name("hand-in-" + key.probe()).start(() -> handIn(key)));
    }

    private void handIn(WatchKey key) {
        Running running = loops.get(key);
        if (running == null) {
            return;
        }
        try {
            running.loop().end();
            running.settle(running.loop().watch().probe().longestEvaluation());
            reports.over(running.loop().watch());
            loops.remove(key, running);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("what probe {} of run {} saw could not be kept; it is tried again within a second", key.probe(),
                    key.run(), e);
        }
    }

    int running() {
        return (int) loops.values().stream().filter(running -> running.thread().isAlive()).count();
    }

    @Override
    public void close() throws InterruptedException {
        loops.values().forEach(running -> running.thread().interrupt());
        for (Running running : loops.values()) {
            running.settle(CUT);
            reports.saved(running.loop().watch());
        }
        loops.clear();
    }
}
