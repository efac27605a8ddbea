package io.faultline.runlog;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.faultline.contracts.ids.RunId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SequencesTest {
    private final Sequences sequences = new Sequences(2);
    private final List<Long> said = new CopyOnWriteArrayList<>();

    private static RunId run(long number) {
        return new RunId(new UUID(0, number));
    }

    @Test
    void countsEachRunByItselfAndGoesOnAfterItsLastWord() {
        sequences.next(run(1), said::add);
        sequences.next(run(1), said::add);
        sequences.next(run(2), said::add);
        sequences.oneMore(run(1), said::add);
        sequences.next(run(1), said::add);
        assertThat(said).containsExactly(1L, 2L, 1L, 3L, 4L);
    }

    @Test
    void hasNoLastWordOnARunOfWhichNothingWasSaid() {
        sequences.oneMore(run(1), said::add);
        assertThat(said).isEmpty();
    }

    @Test
    void forgetsTheRunThatWasSilentForLongestWhenThereAreTooMany() {
        sequences.next(run(1), said::add);
        sequences.next(run(2), said::add);
        sequences.next(run(1), said::add);
        sequences.next(run(3), said::add);
        sequences.next(run(1), said::add);
        sequences.next(run(2), said::add);
        assertThat(said).containsExactly(1L, 1L, 2L, 1L, 3L, 1L);
    }

    @Test
    void thoseThatSpeakAtOnceDoNotOvertakeEachOther() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).forEach(_ -> threads
                    .submit(() -> IntStream.range(0, 500).forEach(_ -> sequences.next(run(1), said::add))));
        }
        assertThat(said).isEqualTo(LongStream.rangeClosed(1, 4_000).boxed().toList());
    }
}
