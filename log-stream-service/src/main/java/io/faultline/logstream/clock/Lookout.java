package io.faultline.logstream.clock;

import io.faultline.logstream.tail.Channel;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * A client may follow a run whose partition another instance reads: what that one keeps is found here by looking, four
 * times a second, only while somebody follows.
 */
final class Lookout {
    private final Channel events;
    private final Channel logs;

    Lookout(Channel events, Channel logs) {
        this.events = events;
        this.logs = logs;
    }

    @Scheduled(fixedDelay = 250)
    void look() {
        events.lookOut();
        logs.lookOut();
    }
}
