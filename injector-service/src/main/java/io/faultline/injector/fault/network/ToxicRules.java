package io.faultline.injector.fault.network;

import java.util.List;

/** What happens next to the bytes waiting in a pipe: pure, on a clock of nanoseconds that is handed in. */
public final class ToxicRules {
    private static final long SECOND = 1_000_000_000L;
    private static final int SLICES_PER_SECOND = 50;

    private ToxicRules() {}

    /** What the pipe has to do. */
    public sealed interface Move {
        /** Let so many bytes through, and then no more before that time. */
        record Pass(int bytes, long nextAt) implements Move {}

        /** Look again at that time, or when something changes. */
        record WaitUntil(long at) implements Move {}

        /** Look again when something changes. */
        record WaitForChange() implements Move {}

        /** Reset the connection. */
        record Reset() implements Move {}

        /** Close the connection. */
        record Cut() implements Move {}
    }

    /**
     * How things stand in a pipe.
     *
     * @param bytes how many bytes wait at its head; 0 if none
     * @param arrived when those came
     * @param draw their luck with jitter, from -1 to 1
     * @param opened when the connection was made
     * @param nextAt nothing may pass before
     * @param passed how many bytes have gone through since it was opened
     */
    public record Standing(int bytes, long arrived, double draw, long opened, long nextAt, long passed, long now) {}

    public static Move next(List<Toxic> toxics, Standing pipe) {
        long due = pipe.arrived();
        long rate = Long.MAX_VALUE;
        long reset = Long.MAX_VALUE;
        long room = Long.MAX_VALUE;
        boolean held = pipe.bytes() == 0;
        for (Toxic toxic : toxics) {
            switch (toxic) {
                case Toxic.Latency slow -> due += Math.max(0,
                        slow.latency().toNanos() + (long) (slow.jitter().toNanos() * pipe.draw()));
                case Toxic.Bandwidth narrow -> rate = Math.min(rate, narrow.bytesPerSecond());
                case Toxic.Blackhole _ -> held = true;
                case Toxic.Reset old -> reset = Math.min(reset, pipe.opened() + old.after().toNanos());
                case Toxic.Cut cut -> room = Math.min(room, cut.afterBytes() - pipe.passed());
                case Toxic.Down _ -> held = true;
            }
        }
        if (reset <= pipe.now()) {
            return new Move.Reset();
        }
        if (room <= 0) {
            return new Move.Cut();
        }
        if (held) {
            return reset == Long.MAX_VALUE ? new Move.WaitForChange() : new Move.WaitUntil(reset);
        }
        return pass(pipe, (int) Math.min(pipe.bytes(), room), rate, due, reset);
    }

    private static Move pass(Standing pipe, int allowed, long rate, long due, long reset) {
        boolean narrow = rate != Long.MAX_VALUE;
        long at = narrow ? Math.max(due, pipe.nextAt()) : due;
        if (at > pipe.now()) {
            return new Move.WaitUntil(Math.min(at, reset));
        }
        if (!narrow) {
            return new Move.Pass(allowed, pipe.now());
        }
        int slice = (int) Math.min(allowed, Math.max(1, rate / SLICES_PER_SECOND));
        return new Move.Pass(slice, Math.max(pipe.nextAt(), pipe.now()) + slice * SECOND / rate);
    }
}
