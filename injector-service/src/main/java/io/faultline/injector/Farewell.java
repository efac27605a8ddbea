package io.faultline.injector;

import io.faultline.injector.clock.Injector;
import org.springframework.context.SmartLifecycle;

/**
 * Mends everything in the middle of the shutdown: after nothing new is heard any more, and before the relay of the run
 * log stops, so that it is told at once what was mended.
 */
final class Farewell implements SmartLifecycle {
    private final Injector injector;
    private volatile boolean running;

    Farewell(Injector injector) {
        this.injector = injector;
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
        injector.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
