package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Writes to a file system of a container, and syncs, again and again. */
public record PodIoStress(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Folder inside the container; / by default.") String path,
        @JsonPropertyDescription("How much is written before it begins anew; 256MB by default.") ByteSize size,
        @JsonPropertyDescription("Writers side by side; 1 by default.") Integer workers)
        implements
            HelperFault {
    public PodIoStress {
        path = path == null ? "/" : path;
        size = size == null ? ByteSize.megabytes(256) : size;
        workers = workers == null ? 1 : workers;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.at("path").unless(path.startsWith("/"), "must be an absolute path inside the container");
        complaints.at("size").unless(size.bytes() > 0, "must be more than nothing");
        complaints.within(workers, 1, 64, "workers");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
