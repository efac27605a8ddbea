package io.faultline.probe.clock;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.probe.assignment.Assignment;
import io.faultline.probe.assignment.Work;
import io.faultline.probe.assignment.Workers;
import io.faultline.probe.probe.Time;
import io.faultline.probe.probe.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A virtual thread an assignment. When the house is unwell it is tried again until it is, or the run is dropped. */
final class VirtualWorkers implements Workers {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualWorkers.class);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Map<Name, Thread> threads = new ConcurrentHashMap<>();
    private final Work work;
    private final Traces traces;
    private final Time time;
    private volatile boolean closed;

    VirtualWorkers(Work work, Traces traces, Time time) {
        this.work = work;
        this.traces = traces;
        this.time = time;
    }

    private record Name(RunId run, StepId step) {}

    @Override
    public void begin(Assignment assignment) {
        Name name = new Name(assignment.run(), assignment.step());
        threads.computeIfAbsent(name, _ -> Thread.ofVirtual().name("step-" + assignment.step()).start(() -> {
            try {
                traces.continued(assignment.traceparent(), "measure", () -> untilDone(assignment));
            } finally {
                threads.remove(name, Thread.currentThread());
            }
        }));
    }

    @Override
    public void drop(RunId run) {
        threads.forEach((name, thread) -> {
            if (name.run().equals(run)) {
                thread.interrupt();
            }
        });
    }

    private void untilDone(Assignment assignment) {
        try {
            while (!closed && !isDone(assignment)) {
                time.sleep(AGAIN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone(Assignment assignment) throws InterruptedException {
        try {
            work.carryOut(assignment);
            return true;
        } catch (RuntimeException e) {
            if (closed) {
                return true;
            }
            LOG.warn("step {} of run {} could not be answered and is tried again", assignment.step(),
                    assignment.run(), e);
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        threads.values().forEach(Thread::interrupt);
        for (Thread thread : threads.values()) {
            thread.join(AGAIN);
        }
    }
}
