package io.faultline.injector.fault.network;

import java.time.Duration;

import io.faultline.contracts.fault.Direction;

/** What a fault proxy does to the bytes that go through it. Several on one proxy compose. */
public sealed interface Toxic {
    /** Share of the connections affected, in percent. */
    int toxicity();

    /** Whether it acts on bytes that go this way. */
    default boolean acts(Direction way) {
        return true;
    }

    record Latency(Duration latency, Duration jitter, Direction direction, int toxicity) implements Toxic {
        @Override
        public boolean acts(Direction way) {
            return way == direction;
        }
    }

    record Bandwidth(long bytesPerSecond, Direction direction, int toxicity) implements Toxic {
        @Override
        public boolean acts(Direction way) {
            return way == direction;
        }
    }

    record Reset(Duration after, int toxicity) implements Toxic {}

    /** Counts the bytes that went this way since the connection was made. */
    record Cut(long afterBytes, Direction direction, int toxicity) implements Toxic {
        @Override
        public boolean acts(Direction way) {
            return way == direction;
        }
    }

    record Blackhole(int toxicity) implements Toxic {}

    /** The proxy's door is shut: concerns the proxy, not what is in its pipes. */
    record Down() implements Toxic {
        @Override
        public int toxicity() {
            return 100;
        }
    }
}
