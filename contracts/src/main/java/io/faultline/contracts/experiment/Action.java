package io.faultline.contracts.experiment;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.HttpCall;
import org.jspecify.annotations.Nullable;

/** Something done to the world that is neither a fault nor judged: a request sent, a command run. */
public record Action(@JsonProperty(required = true) @JsonPropertyDescription("Unique name.") String name,
        @JsonPropertyDescription("The request to send (or give command).") @Nullable HttpCall http,
        @JsonPropertyDescription("The command to run (or give http).") @Nullable CommandCall command,
        @JsonPropertyDescription("It is ended when it takes longer; 30s by default.") Duration timeout,
        @JsonPropertyDescription("Waits before and after it.") Pauses pauses) {
    public Action {
        timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
        pauses = pauses == null ? Pauses.NONE : pauses;
    }

    void check(Complaints complaints) {
        complaints.required(name, "name");
        complaints.unless((http == null) != (command == null), "an action needs exactly one of http, command");
        complaints.at("timeout").unless(timeout.isPositive(), "must be longer than nothing");
        pauses.check(complaints.at("pauses"));
        if (http != null) {
            http.check(complaints.at("http"));
        }
        if (command != null) {
            command.check(complaints.at("command"));
        }
    }
}
