package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Keeps cores of the machine busy, from a process the kernel may end before any other. */
public record CpuStress(
        @JsonPropertyDescription("Busy workers, each at most one core; 1 by default.") Integer workers,
        @JsonPropertyDescription("How busy each worker is, in percent; 100 by default.") Integer load)
        implements
            FaultSpec {
    public CpuStress {
        workers = workers == null ? 1 : workers;
        load = load == null ? 100 : load;
    }

    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.within(workers, 1, 256, "workers");
        complaints.within(load, 1, 100, "load");
    }

    @Override
    public Target aim() {
        return HostTarget.HERE;
    }
}
