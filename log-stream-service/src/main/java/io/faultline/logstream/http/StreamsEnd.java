package io.faultline.logstream.http;

import java.util.concurrent.atomic.AtomicBoolean;

import io.faultline.logstream.tail.Channel;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends all streams before the web server waits for its requests to end: they would not by themselves. */
@Component
final class StreamsEnd implements SmartLifecycle {
    private final Channel events;
    private final Channel logs;
    private final AtomicBoolean running = new AtomicBoolean();

    StreamsEnd(Channel eventChannel, Channel logChannel) {
        this.events = eventChannel;
        this.logs = logChannel;
    }

    @Override
    public void start() {
        running.set(true);
    }

    @Override
    public void stop() {
        running.set(false);
        events.close();
        logs.close();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
