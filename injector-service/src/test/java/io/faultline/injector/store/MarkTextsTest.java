package io.faultline.injector.store;

import java.time.Instant;

import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.cluster.ClusterMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MarkTextsTest {
    @Test
    void aMarkReadsAsItWasWritten() {
        ClusterMark mark = new ClusterMark("m", "house", Instant.EPOCH, new Uncordon(null, "n", "u", "m", false));
        assertThat(MarkTexts.json().read(MarkTexts.json().write(mark))).contains(mark);
    }

    /** Anybody may write an annotation, and none of them may keep a node from being mended. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "x", "{\"mark\":\"m\",\"house\":\"h\"}",
            "{\"mark\":\"m\",\"house\":\"h\",\"deadline\":\"2099-01-01T00:00:00Z\",\"undo\":{\"undo\":\"of a later version\"}}"})
    void whatNoVersionOfUsWroteIsLeftOut(String text) {
        assertThat(MarkTexts.json().read(text)).isEmpty();
    }
}
