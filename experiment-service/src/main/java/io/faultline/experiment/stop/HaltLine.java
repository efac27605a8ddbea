package io.faultline.experiment.stop;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.faultline.contracts.ids.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the injector knows whether everything is halted. What it acknowledged is remembered only while this
 * service runs, so that it is told anew after each start.
 */
public final class HaltLine {
    private static final String NOTHING_HALTED = "nothing is halted";
    private final ProjectId project;
    private final Halts halts;
    private final DirectLine line;
    private final AtomicInteger underway = new AtomicInteger();
    private final AtomicReference<@Nullable Acknowledged> acknowledged = new AtomicReference<>();

    public HaltLine(ProjectId project, Halts halts, DirectLine line) {
        this.project = project;
        this.halts = halts;
        this.line = line;
    }

    /** Which halt it knows of; none if it knows that nothing is halted. */
    private record Acknowledged(Optional<Long> halt) {}

    /** Tells it of a halt that began or was released. */
    public Heard tell(Halt halt) {
        return tell(halt.isInForce() ? Optional.of(halt) : Optional.empty(),
                halt.release() == null ? NOTHING_HALTED : halt.release().reason(),
                halt.release() == null ? halt.requestedBy() : halt.release().releasedBy());
    }

    /** Tells it how things are, unless it knows; returns what came of it. */
    public Optional<Heard> remind(String service) {
        Optional<Halt> inForce = halts.inForce(project);
        return underway.get() > 0 || knows(inForce)
                ? Optional.empty()
                : Optional.of(tell(inForce, NOTHING_HALTED, service));
    }

    /** Whether the injector is known to know. */
    public boolean knows(Optional<Halt> inForce) {
        return new Acknowledged(inForce.map(Halt::id)).equals(acknowledged.get());
    }

    private Heard tell(Optional<Halt> inForce, String releaseReason, String releasedBy) {
        underway.incrementAndGet();
        try {
            Heard heard = inForce.map(halt -> line.halt(halt.reason(), halt.requestedBy()))
                    .orElseGet(() -> line.release(releaseReason, releasedBy));
            acknowledged.set(heard instanceof Heard.Reached ? new Acknowledged(inForce.map(Halt::id)) : null);
            return heard;
        } finally {
            underway.decrementAndGet();
        }
    }
}
