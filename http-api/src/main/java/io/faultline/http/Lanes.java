package io.faultline.http;

import java.time.Duration;
import java.util.List;

/**
 * How much a service does at once. What may not wait behind ordinary requests (a stop, a halt, health) has a lane of its
 * own, and whatever ordinary requests use up, such as connections to the database, is bounded by theirs.
 *
 * @param atOnce how many ordinary requests are served at once
 * @param waiting how many more may wait for that; others are refused at once
 * @param patience how long one waits before it is refused
 * @param reserved patterns of paths that never wait; what is below <code>/actuator</code> never does
 */
public record Lanes(int atOnce, int waiting, Duration patience, List<String> reserved) {
    public Lanes {
        reserved = List.copyOf(reserved);
    }
}
