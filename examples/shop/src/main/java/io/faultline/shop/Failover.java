package io.faultline.shop;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls one of several instances of the same service, the one that answered last first, and the next one when it does
 * not answer soon. The last one there is gets all the time that is left.
 */
final class Failover {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    private final List<URI> instances;
    private final Client client;
    private final AtomicInteger preferred = new AtomicInteger();

    Failover(List<URI> instances, Client client) {
        this.instances = List.copyOf(instances);
        this.client = client;
    }

    Answer call() {
        Answer answer = Answer.unavailable("there is no instance");
        int first = preferred.get();
        Duration left = PATIENCE;
        for (int i = 0; i < instances.size(); i++) {
            int instance = (first + i) % instances.size();
            Duration patience = i == instances.size() - 1 ? left : IMPATIENCE;
            answer = client.call(instances.get(instance), patience);
            if (answer.isOk()) {
                preferred.set(instance);
                return answer;
            }
            left = left.minus(patience);
        }
        return answer;
    }
}
