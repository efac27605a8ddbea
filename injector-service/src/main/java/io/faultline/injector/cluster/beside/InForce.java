package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.faultline.injector.fault.BesideUndo;
import org.jspecify.annotations.Nullable;

/**
 * What this injector has put in force on one node, as far as it knows: a helper ends it when its time is over, or
 * somebody else does who has taken over, and this one may never hear of it.
 */
final class InForce {
    /** What is to be ended as planned is asked for well within that after its latest end. */
    private static final Duration SPARE = Duration.ofSeconds(10);
    private static final String FREEZES = "freeze-kubelet ";

    private final LongSupplier nanos;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /**
     * One of it.
     *
     * @param mended it is not in force any more, though nobody has asked for its end yet
     * @param until its helper has ended it by then, on the monotonic clock
     */
    record Kept(BesideUndo undo, HelperLine on, boolean mended, long until) {
        private Kept by(HelperLine now) {
            return new Kept(undo, now, mended, until);
        }

        private Kept asMended() {
            return new Kept(undo, on, true, until);
        }
    }

    /** @param nanos the monotonic clock */
    InForce(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void put(BesideUndo undo, HelperLine on, Duration longest) {
        kept.put(undo.mark(), new Kept(undo, on, false, nanos.getAsLong() + longest.plus(SPARE).toNanos()));
    }

    @Nullable
    Kept find(String mark) {
        return kept.get(mark);
    }

    void remove(String mark) {
        kept.remove(mark);
    }

    /** Whether nobody has changed or ended it since. */
    boolean isStill(Kept one) {
        return kept.get(one.undo().mark()) == one;
    }

    /** By another line to the same helper; not if somebody has changed or ended it since. */
    boolean isMoved(Kept one, HelperLine now) {
        return kept.replace(one.undo().mark(), one, one.by(now));
    }

    /** It is not in force any more; empty if that was known, or nothing is known of it. */
    Optional<Kept> mended(String mark) {
        Kept now = kept.get(mark);
        return now != null && !now.mended() && kept.replace(mark, now, now.asMended())
                ? Optional.of(now)
                : Optional.empty();
    }

    /** What is so by that line, and ends with its helper: as long as there is something, the line is needed. */
    List<Kept> by(HelperLine line) {
        return kept.values().stream().filter(each -> each.on() == line && isInForce(each)).toList();
    }

    /** Whether something else than that freezes the kubelet. */
    boolean isFrozenBeside(String mark) {
        return kept.values().stream().anyMatch(
                each -> freezes(each.undo()) && isInForce(each) && !each.undo().mark().equals(mark));
    }

    static boolean freezes(BesideUndo undo) {
        return undo.effect().startsWith(FREEZES);
    }

    private boolean isInForce(Kept one) {
        return !one.mended() && nanos.getAsLong() - one.until() < 0;
    }
}
