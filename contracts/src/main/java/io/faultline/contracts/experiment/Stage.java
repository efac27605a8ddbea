package io.faultline.contracts.experiment;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.probe.Probe;
import org.jspecify.annotations.Nullable;

/** What happens side by side; the next stage starts when all of it is over. */
public record Stage(@JsonPropertyDescription("What people call this stage.") @Nullable String name,
        @JsonPropertyDescription("Faults, side by side.") List<Fault> faults,
        @JsonPropertyDescription("Actions taken beside the faults, without judging what they return.") List<Action> actions,
        @JsonPropertyDescription("Measurements taken once beside the faults.") List<Probe> probes,
        @JsonPropertyDescription("Waits before and after this stage.") Pauses pauses) {
    public Stage {
        faults = faults == null ? List.of() : List.copyOf(faults);
        actions = actions == null ? List.of() : List.copyOf(actions);
        probes = probes == null ? List.of() : List.copyOf(probes);
        pauses = pauses == null ? Pauses.NONE : pauses;
    }

    public static Stage of(Fault... faults) {
        return new Stage(null, List.of(faults), List.of(), List.of(), Pauses.NONE);
    }

    void check(Complaints complaints) {
        complaints.unless(
                !faults.isEmpty() || !actions.isEmpty() || !probes.isEmpty()
                        || pauses.before().plus(pauses.after()).compareTo(Duration.ZERO) > 0,
                "a stage needs at least one of faults, actions, probes or pauses");
        complaints.at("faults").each(faults, Fault::check);
        complaints.at("actions").each(actions, Action::check);
        complaints.at("probes").each(probes, Probe::check);
        pauses.check(complaints.at("pauses"));
    }
}
