package io.faultline.contracts.experiment;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Actions at the end of a run, beyond the undo that every fault brings along by itself. */
public record Rollbacks(
        @JsonPropertyDescription("When they are played: default (unless the run was aborted), always, never, or deviated (only when the hypothesis broke afterwards).") RollbackStrategy strategy,
        @JsonProperty(required = true) @JsonPropertyDescription("Played one after the other.") List<Action> actions) {
    public Rollbacks {
        strategy = strategy == null ? RollbackStrategy.DEFAULT : strategy;
        actions = actions == null ? List.of() : List.copyOf(actions);
    }

    void check(Complaints complaints) {
        complaints.at("actions").each(actions, Action::check);
    }
}
