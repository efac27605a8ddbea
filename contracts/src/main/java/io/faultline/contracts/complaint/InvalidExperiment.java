package io.faultline.contracts.complaint;

import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong with an experiment at once, never only the first thing. */
public final class InvalidExperiment extends IllegalArgumentException {
    private final transient List<Complaint> complaints;

    public InvalidExperiment(List<Complaint> complaints) {
        super(complaints.stream().map(Complaint::toString).collect(Collectors.joining("; ")));
        this.complaints = List.copyOf(complaints);
    }

    public List<Complaint> complaints() {
        return complaints;
    }
}
