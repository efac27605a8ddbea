package io.faultline.cli.live;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Hears Ctrl-C for as long as it is open, in place of the JVM, which would end at once and show no revert. */
public final class Interrupts implements AutoCloseable {
    private static final Signal CTRL_C = new Signal("INT");
    private final SignalHandler before;

    private Interrupts(SignalHandler before) {
        this.before = before;
    }

    public static Interrupts heardBy(Runnable listener) {
        return new Interrupts(Signal.handle(CTRL_C, signal -> listener.run()));
    }

    @Override
    public void close() {
        Signal.handle(CTRL_C, before);
    }
}
