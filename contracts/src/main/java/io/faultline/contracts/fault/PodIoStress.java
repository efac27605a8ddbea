package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Writes to a file system of a container, and syncs, again and again. */
public record PodIoStress(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Folder inside the container; / by default.") String path,
        @JsonPropertyDescription("How much is written, by all writers together, before they begin anew; 256MB by default, without percent.") @Nullable ByteSize size,
        @JsonPropertyDescription("Writers side by side, each of its share; 1 by default.") Integer workers,
        @JsonPropertyDescription("So much of what is free of the file system when it begins (instead of size).") @Nullable Integer percent)
        implements
            HelperFault {
    public PodIoStress {
        path = path == null ? "/" : path;
        size = size == null && percent == null ? ByteSize.megabytes(256) : size;
        workers = workers == null ? 1 : workers;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.at("path").unless(path.startsWith("/"), "must be an absolute path inside the container");
        complaints.unless(size == null || percent == null, "give size or percent, not both");
        complaints.at("size").unless(size == null || size.bytes() > 0, "must be more than nothing");
        if (percent != null) {
            complaints.within(percent, 1, 100, "percent");
        }
        complaints.within(workers, 1, 64, "workers");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
