package io.faultline.injector.fault.beside;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoomRulesTest {
    private static final Victim CONTAINER = new Victim("uid", "abc", "container c of a/b");

    private static Effect.Writes writes(long bytes, int percent) {
        return new Effect.Writes(CONTAINER, "/data", bytes, 4, percent);
    }

    @Test
    void writersShareWhatIsWritten() {
        assertThat(RoomRules.written(writes(2L << 30, 0), 1)).isEqualTo(2L << 30);
        assertThat(RoomRules.each(2L << 30, 4)).isEqualTo(512L << 20);
        assertThat(RoomRules.each(3, 4)).isEqualTo(1);
    }

    @Test
    void aShareIsOfWhatIsFree() {
        assertThat(RoomRules.written(writes(0, 10), 1_000)).isEqualTo(100);
        assertThat(RoomRules.written(writes(0, 50), 199)).isEqualTo(99);
        assertThat(RoomRules.written(writes(0, 100), Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    private static Optional<RoomRules.Level> level(long bytes, int percent, long limit) {
        return RoomRules.level(new Effect.Fill(CONTAINER, "/data", bytes, percent, limit), () -> 30, Optional.empty());
    }

    @Test
    void aShareOfTheLimitIsFilledUpByWhatIsMissing() {
        assertThat(level(0, 80, 100)).contains(new RoomRules.Level(80, 30));
        assertThat(level(500, 80, 100).orElseThrow().missing()).as("the limit comes first").isEqualTo(50);
        assertThat(level(0, 20, 100).orElseThrow().missing()).as("more is used already").isEqualTo(-10);
    }

    @Test
    void whereThereIsNoLimitASizeSaysHowMuchMayBeUsed() {
        assertThat(level(64, 80, 0)).contains(new RoomRules.Level(64, 30));
        assertThat(level(64, 0, 0)).as("alone it is written whatever is used").contains(new RoomRules.Level(64, 0));
        assertThat(level(64, 0, 100)).contains(new RoomRules.Level(64, 0));
    }

    @Test
    void aShareOfNothingThatIsThePodsOwnIsNone() {
        assertThat(level(0, 80, 0)).isEmpty();
        assertThat(RoomRules.level(new Effect.Fill(CONTAINER, "/data", 0, 80, 0), () -> 30,
                Optional.of(new RoomRules.Level(1_000, 100)))).contains(new RoomRules.Level(800, 100));
    }

    @Test
    void theMachineKeepsItsReserve() {
        assertThat(RoomRules.spare(1L << 30)).isEqualTo((1L << 30) - (256L << 20));
        assertThat(RoomRules.spare(1)).isZero();
    }
}
