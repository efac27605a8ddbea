package io.faultline.injector.fault.beside;

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

    @Test
    void theMachineKeepsItsReserve() {
        assertThat(RoomRules.spare(1L << 30)).isEqualTo((1L << 30) - (256L << 20));
        assertThat(RoomRules.spare(1)).isZero();
    }
}
