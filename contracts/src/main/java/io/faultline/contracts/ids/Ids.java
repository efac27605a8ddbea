package io.faultline.contracts.ids;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes new ids from a clock and a source of randomness: UUID version 7 (RFC 9562 §5.7), so that ids sort by time. */
public record Ids(InstantSource clock, RandomGenerator random) {
    public ExperimentId experiment() {
        return new ExperimentId(next());
    }

    public RunId run() {
        return new RunId(next());
    }

    public ScheduleId schedule() {
        return new ScheduleId(next());
    }

    public InfrastructureId infrastructure() {
        return new InfrastructureId(next());
    }

    public EventId event() {
        return new EventId(next());
    }

    /** The one run of a schedule's tick: the same for whoever computes it, so that a tick fired twice is one run. */
    public static RunId runOf(ScheduleId schedule, Instant tick) {
        byte[] name = (schedule + "@" + tick).getBytes(StandardCharsets.UTF_8);
        return new RunId(UUID.nameUUIDFromBytes(name));
    }

    private UUID next() {
        long millis = clock.millis();
        long high = millis << 16 | 0x7000L | random.nextLong() & 0x0FFFL;
        long low = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
