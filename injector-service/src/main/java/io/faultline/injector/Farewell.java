package io.faultline.injector;

import org.springframework.context.SmartLifecycle;

/**
 * Hands over, or mends, in the middle of the shutdown: after nothing new is heard any more, and before the relay of the
 * run log stops, so that it is told at once what was mended.
 */
final class Farewell implements SmartLifecycle {
    private final Runnable leave;
    private volatile boolean running;

    Farewell(Runnable leave) {
        this.leave = leave;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        leave.run();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
