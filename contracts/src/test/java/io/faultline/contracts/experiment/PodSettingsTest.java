package io.faultline.contracts.experiment;

import java.util.List;
import java.util.Map;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PodSettingsTest {
    private static List<String> complaints(Map<String, String> annotations) {
        Complaints complaints = Complaints.collect();
        new PodSettings(Map.of(), List.of(), annotations, null, null).check(complaints);
        return complaints.found().stream().map(Complaint::message).toList();
    }

    /** Marks are believed: whoever could write one would have Faultline carry out an undo of his own. */
    @Test
    void nobodyWritesFaultlinesOwnMarks() {
        assertThat(complaints(Map.of("example.com/team", "shop"))).isEmpty();
        assertThat(complaints(Map.of("faultline.io/fault-1", "{}"))).singleElement().asString()
                .contains("Faultline's own marks");
    }
}
