package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.faultline.injector.fault.BesideUndo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InForceTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final BesideUndo CPU = undo("cpu", "cpu workers=1");
    private static final BesideUndo FREEZE = undo("freeze", "freeze-kubelet pod=");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final InForce inForce = new InForce(now::get);
    private HelperLine line;
    private HelperLine other;

    private static BesideUndo undo(String mark, String effect) {
        return new BesideUndo.EndBeside(null, "node-1", mark, effect, "it");
    }

    @BeforeEach
    void speak() throws Exception {
        line = line("helper-0");
        other = line("helper-1");
    }

    private static HelperLine line(String pod) throws Exception {
        return new HelperPlayed("6.1").line(pod, "us-1", new HelperLine.Ear() {
            @Override
            public void lost(HelperLine gone) {}

            @Override
            public void ended(String key, String why) {}
        });
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aLineIsNeededWhileSomethingIsInForceByIt() {
        inForce.put(CPU, line, MINUTE);
        assertThat(inForce.by(line)).hasSize(1);
        assertThat(inForce.by(other)).isEmpty();
        inForce.remove(CPU.mark());
        assertThat(inForce.by(line)).isEmpty();
    }

    @Test
    void whatItsHelperHasEndedNeedsNoLine() {
        inForce.put(CPU, line, MINUTE);
        assertThat(inForce.mended(CPU.mark())).isPresent();
        assertThat(inForce.by(line)).isEmpty();
        assertThat(inForce.mended(CPU.mark())).as("once").isEmpty();
    }

    @Test
    void whatNobodyHasAskedToEndNeedsNoLineLongAfterItsTime() {
        inForce.put(CPU, line, MINUTE);
        pass(MINUTE);
        assertThat(inForce.by(line)).as("until its end is asked for").hasSize(1);
        pass(Duration.ofSeconds(11));
        assertThat(inForce.by(line)).isEmpty();
        assertThat(inForce.find(CPU.mark())).isNotNull();
    }

    @Test
    void aKubeletIsFrozenForOthersUntilItGoesOn() {
        inForce.put(FREEZE, line, MINUTE);
        assertThat(inForce.isFrozenBeside(CPU.mark())).isTrue();
        assertThat(inForce.isFrozenBeside(FREEZE.mark())).isFalse();
        inForce.mended(FREEZE.mark());
        assertThat(inForce.isFrozenBeside(CPU.mark())).isFalse();
        inForce.put(FREEZE, line, MINUTE);
        pass(Duration.ofMinutes(2));
        assertThat(inForce.isFrozenBeside(CPU.mark())).isFalse();
    }

    @Test
    void whatWasEndedMeanwhileIsNotMovedToAnotherLine() {
        inForce.put(CPU, line, MINUTE);
        InForce.Kept kept = inForce.find(CPU.mark());
        assertThat(inForce.isStill(kept)).isTrue();
        assertThat(inForce.isMoved(kept, other)).isTrue();
        assertThat(inForce.isStill(kept)).isFalse();
        assertThat(inForce.by(other)).hasSize(1);
        InForce.Kept moved = inForce.find(CPU.mark());
        inForce.remove(CPU.mark());
        assertThat(inForce.isMoved(moved, line)).isFalse();
    }
}
