package io.faultline.contracts.fault;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** The one door for a fault of a third party: a driver found by name, its parameters as they are. */
public record External(
        @JsonProperty(required = true) @JsonPropertyDescription("Name of the external driver.") String driver,
        @JsonPropertyDescription("Its parameters.") Map<String, String> parameters) implements FaultSpec {
    public External {
        parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    }

    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.required(driver, "driver");
    }

    @Override
    public Target aim() {
        return HostTarget.HERE;
    }
}
