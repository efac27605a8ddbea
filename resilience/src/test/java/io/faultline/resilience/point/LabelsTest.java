package io.faultline.resilience.point;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The names of crash points are the same in each run, and tell what is written. */
class LabelsTest {
    @Test
    void namesTheTablesThatAreWrittenAndNoneThatAreOnlyRead() {
        assertThat(Labels.tables("insert into lease (id) values (?) on conflict do nothing"))
                .containsExactly("lease.insert");
        assertThat(Labels.tables("select * from run where id = ? for update skip locked")).isEmpty();
        assertThat(Labels.tables("with free as (select id from lease for update skip locked) update lease set x = 1"))
                .containsExactly("lease.update");
    }

    @Test
    void namesAFactByItsTypeStepAndProbe() {
        byte[] due = "{\"run\": \"1\", \"step\": {\"id\": \"inject:freeze\"}}".getBytes(StandardCharsets.UTF_8);
        assertThat(Labels.fact("io.faultline.step-due.v1", due)).isEqualTo("StepDue(inject:freeze)");
        assertThat(Labels.fact(Arrays.asList("io.faultline.probe-result.v1", null,
                "{\"step\": \"pre:freeze\", \"probe\": \"around\"}"))).isEqualTo("ProbeResult(pre:freeze around)");
        assertThat(Labels.fact(List.of("no fact", 3))).isNull();
    }
}
