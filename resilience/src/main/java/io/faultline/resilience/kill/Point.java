package io.faultline.resilience.kill;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.faultline.standalone.Room;

/** A crash point by its name: service, before or after, commit or produce, what of, and the how-manieth in a run. */
public record Point(String name) implements Comparable<Point> {
    private static final Pattern SAID = Pattern.compile("\\S+ (before|after) (commit|produce) [A-Z].*");
    private static final Pattern BESIDE = Pattern
            .compile("\\S+ (before|after) commit (keeps .*|inbox\\.insert|outbox\\.delete) #\\d+");

    /** How much hangs on it; the first comes first. */
    public enum Weight {
        /** A fact is stated or sent. */
        SAID,
        /** A service's own state changes. */
        STATE,
        /** What was read is kept, what was sent is forgotten. */
        BESIDE
    }

    /** The service it is of. */
    public Room room() {
        String title = name.substring(0, name.indexOf(' '));
        return Stream.of(Room.values()).filter(room -> room.title().equals(title)).findFirst().orElseThrow();
    }

    public Weight weight() {
        if (SAID.matcher(name).matches()) {
            return Weight.SAID;
        }
        return BESIDE.matcher(name).matches() ? Weight.BESIDE : Weight.STATE;
    }

    @Override
    public int compareTo(Point other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
