package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.faultline.injector.fault.BesideUndo.EndBeside;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.EffectLine;
import io.faultline.injector.fault.beside.Victim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a helper, which may do on a node what root may, can be told. */
class HelperOnNodeTest {
    private static final String CPU = EffectLine.write(new Effect.Cpu(Victim.node("n"), 1, 50));

    private static EndBeside undo(String mark, String effect) {
        return new EndBeside(null, "node-1", mark, effect, "it");
    }

    @Test
    void anEffectIsSaidAsItWasWritten() throws Exception {
        assertThat(HelperOnNode.said(undo("faultline-run-f.1a", CPU))).isEqualTo(CPU);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run anything", "cpu pod=1\ninject 1 k 9 o cpu", "cpu workers=x",
            "cpu workers", "\u0000"})
    void whatIsNoEffectIsRefused(String effect) {
        assertThatThrownBy(() -> HelperOnNode.said(undo("faultline-run-f.1a", effect)))
                .isInstanceOf(IOException.class).hasMessageContaining("no effect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nrevert", "../x", "-x", ".x", "ä"})
    void whatCannotNameAnEffectIsRefused(String mark) {
        assertThatThrownBy(() -> HelperOnNode.said(undo(mark, CPU))).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot name an effect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello 1\nrevert", "hello\r1", "hello\t1", "hello\u0085", "hello\u0000"})
    void nothingIsSaidThatIsMoreThanOneLine(String line) {
        assertThatThrownBy(() -> HelperLine.written(line)).isInstanceOf(IOException.class);
    }

    @Test
    void aLineEndsWhereItEnds() throws Exception {
        assertThat(HelperLine.written("hello 1")).isEqualTo("hello 1\n".getBytes(StandardCharsets.UTF_8));
    }
}
