package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Holds memory of the machine in one worker process. */
public record MemoryStress(
        @JsonProperty(required = true) @JsonPropertyDescription("How much to hold, for example 256MB.") ByteSize size)
        implements
            FaultSpec {
    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.required(size, "size");
        complaints.at("size").unless(size == null || size.bytes() > 0, "must be more than nothing");
    }

    @Override
    public Target aim() {
        return HostTarget.HERE;
    }
}
