package io.faultline.logstream.lines;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LossRulesTest {
    private static Said.Line line(String source, long number) {
        return new Said.Line("run", source, number, Instant.EPOCH, source + number, "type", "{}");
    }

    @Test
    void marksAHoleBeforeTheLineThatShowsIt() {
        LossRules.Marked marked = LossRules.mark(List.of(line("a", 1), line("a", 5), line("b", 1)), Map.of());
        assertThat(marked.said()).containsExactly(line("a", 1),
                new Said.Lost("run", "a", 2, 4, Instant.EPOCH, "a5:lost"), line("a", 5), line("b", 1));
        assertThat(marked.lost()).isEqualTo(3);
        assertThat(marked.last()).containsOnly(Map.entry(new Source("run", "a"), 5L),
                Map.entry(new Source("run", "b"), 1L));
    }

    @Test
    void knowsWhatCameInTheBatchBefore() {
        Map<Source, Long> last = Map.of(new Source("run", "a"), 7L);
        assertThat(LossRules.mark(List.of(line("a", 8)), last).said()).hasSize(1);
        assertThat(LossRules.mark(List.of(line("a", 9)), last).said()).hasSize(2);
    }

    @Test
    void missesTheBeginningToo() {
        assertThat(LossRules.mark(List.of(line("a", 3)), Map.of()).said().getFirst())
                .isEqualTo(new Said.Lost("run", "a", 1, 2, Instant.EPOCH, "a3:lost"));
    }

    @Test
    void takesASourceThatCountsAnewForNoLoss() {
        Map<Source, Long> last = Map.of(new Source("run", "a"), 7L);
        LossRules.Marked marked = LossRules.mark(List.of(line("a", 1), line("a", 2)), last);
        assertThat(marked.said()).hasSize(2);
        assertThat(marked.last()).containsEntry(new Source("run", "a"), 2L);
    }
}
