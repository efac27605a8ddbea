package io.faultline.runlog;

import java.util.UUID;

import io.faultline.contracts.ids.RunId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SequencesTest {
    private final Sequences sequences = new Sequences(2);

    private static RunId run(long number) {
        return new RunId(new UUID(0, number));
    }

    @Test
    void countsEachRunByItselfUntilItEnds() {
        assertThat(sequences.next(run(1))).isEqualTo(1);
        assertThat(sequences.next(run(1))).isEqualTo(2);
        assertThat(sequences.next(run(2))).isEqualTo(1);
        sequences.end(run(1));
        assertThat(sequences.next(run(1))).isEqualTo(1);
    }

    @Test
    void forgetsTheRunThatWasSilentForLongestWhenThereAreTooMany() {
        sequences.next(run(1));
        sequences.next(run(2));
        sequences.next(run(1));
        sequences.next(run(3));
        assertThat(sequences.next(run(1))).isEqualTo(3);
        assertThat(sequences.next(run(2))).isEqualTo(1);
    }
}
