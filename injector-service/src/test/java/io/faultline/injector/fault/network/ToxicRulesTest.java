package io.faultline.injector.fault.network;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.Direction;
import io.faultline.injector.fault.network.ToxicRules.Move;
import io.faultline.injector.fault.network.ToxicRules.Standing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ToxicRulesTest {
    private static final long MS = 1_000_000;

    @Test
    void letsAllThroughWithoutToxics() {
        assertThat(ToxicRules.next(List.of(), waiting(1000, 5 * MS))).isEqualTo(new Move.Pass(1000, 5 * MS));
    }

    @Test
    void hasNothingToDoForAnEmptyPipe() {
        assertThat(ToxicRules.next(List.of(), waiting(0, 0))).isEqualTo(new Move.WaitForChange());
        assertThat(ToxicRules.next(List.of(latency(10, 0)), waiting(0, 0))).isEqualTo(new Move.WaitForChange());
    }

    @Test
    void delaysFromTheArrivalOn() {
        assertThat(ToxicRules.next(List.of(latency(100, 0)), waiting(10, 99 * MS)))
                .isEqualTo(new Move.WaitUntil(100 * MS));
        assertThat(ToxicRules.next(List.of(latency(100, 0)), waiting(10, 100 * MS)))
                .isEqualTo(new Move.Pass(10, 100 * MS));
    }

    @Test
    void addsDelaysAndTheirJitter() {
        var unlucky = new Standing(10, 0, 1, 0, 0, 0, 0);
        var lucky = new Standing(10, 0, -1, 0, 0, 0, 0);
        var toxics = List.<Toxic>of(latency(100, 20), latency(50, 0));
        assertThat(ToxicRules.next(toxics, unlucky)).isEqualTo(new Move.WaitUntil(170 * MS));
        assertThat(ToxicRules.next(toxics, lucky)).isEqualTo(new Move.WaitUntil(130 * MS));
    }

    @Test
    void jitterNeverMakesADelayNegative() {
        var lucky = new Standing(10, 0, -1, 0, 0, 0, 0);
        assertThat(ToxicRules.next(List.of(latency(10, 100)), lucky)).isEqualTo(new Move.Pass(10, 0));
    }

    @Test
    void theNarrowestBandwidthCounts() {
        List<Toxic> toxics = List.of(new Toxic.Bandwidth(100_000, Direction.DOWNSTREAM, 100),
                new Toxic.Bandwidth(50_000, Direction.DOWNSTREAM, 100));
        assertThat(ToxicRules.next(toxics, waiting(10_000, 0))).isEqualTo(new Move.Pass(1000, 20 * MS));
    }

    @Test
    void bandwidthPausesBetweenSlices() {
        var toxics = List.<Toxic>of(new Toxic.Bandwidth(50_000, Direction.DOWNSTREAM, 100));
        var early = new Standing(9_000, 0, 0, 0, 20 * MS, 0, 5 * MS);
        assertThat(ToxicRules.next(toxics, early)).isEqualTo(new Move.WaitUntil(20 * MS));
    }

    @Test
    void aBlackHoleHoldsEverythingBack() {
        assertThat(ToxicRules.next(List.of(new Toxic.Blackhole(100)), waiting(10, 0)))
                .isEqualTo(new Move.WaitForChange());
    }

    @Test
    void resetsWhenTheConnectionIsOldEnough() {
        List<Toxic> toxics = List.of(new Toxic.Reset(Duration.ofMillis(50), 100), new Toxic.Blackhole(100));
        assertThat(ToxicRules.next(toxics, waiting(0, 10 * MS))).isEqualTo(new Move.WaitUntil(50 * MS));
        assertThat(ToxicRules.next(toxics, waiting(0, 50 * MS))).isEqualTo(new Move.Reset());
    }

    @Test
    void aResetDueComesBeforeADelayedChunk() {
        List<Toxic> toxics = List.of(new Toxic.Reset(Duration.ofMillis(50), 100), latency(100, 0));
        assertThat(ToxicRules.next(toxics, waiting(10, 0))).isEqualTo(new Move.WaitUntil(50 * MS));
    }

    @Test
    void letsNoMoreThroughThanUpToTheCut() {
        assertThat(ToxicRules.next(List.of(cut(1000)), carried(300, 900))).isEqualTo(new Move.Pass(100, 0));
        assertThat(ToxicRules.next(List.of(cut(1000)), carried(100, 900))).isEqualTo(new Move.Pass(100, 0));
        assertThat(ToxicRules.next(List.of(cut(1000), cut(950)), carried(300, 900))).isEqualTo(new Move.Pass(50, 0));
    }

    @Test
    void cutsAsSoonAsEnoughIsCarriedThoughNothingWaits() {
        assertThat(ToxicRules.next(List.of(cut(1000)), carried(0, 999))).isEqualTo(new Move.WaitForChange());
        assertThat(ToxicRules.next(List.of(cut(1000)), carried(0, 1000))).isEqualTo(new Move.Cut());
        assertThat(ToxicRules.next(List.of(cut(1000), new Toxic.Blackhole(100)), carried(10, 2000)))
                .isEqualTo(new Move.Cut());
        assertThat(ToxicRules.next(List.of(cut(0)), carried(0, 0))).isEqualTo(new Move.Cut());
    }

    @Test
    void aCutWaitsForWhatIsSlow() {
        var toxics = List.<Toxic>of(cut(100), latency(50, 0));
        assertThat(ToxicRules.next(toxics, carried(500, 0))).isEqualTo(new Move.WaitUntil(50 * MS));
        List<Toxic> narrow = List.of(cut(100), new Toxic.Bandwidth(50_000, Direction.DOWNSTREAM, 100));
        assertThat(ToxicRules.next(narrow, carried(5000, 0))).isEqualTo(new Move.Pass(100, 2 * MS));
    }

    private static Toxic cut(long bytes) {
        return new Toxic.Cut(bytes, Direction.DOWNSTREAM, 100);
    }

    private static Standing carried(int waiting, long passed) {
        return new Standing(waiting, 0, 0, 0, 0, passed, 0);
    }

    private static Toxic latency(long millis, long jitter) {
        return new Toxic.Latency(Duration.ofMillis(millis), Duration.ofMillis(jitter), Direction.DOWNSTREAM, 100);
    }

    private static Standing waiting(int bytes, long now) {
        return new Standing(bytes, 0, 0, 0, 0, 0, now);
    }
}
