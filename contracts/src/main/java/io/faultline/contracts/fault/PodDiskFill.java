package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Fills the ephemeral storage of a container with one file, which is deleted again. Litmus calls it disk-fill. */
public record PodDiskFill(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Folder inside the container; / by default.") String path,
        @JsonPropertyDescription("How much to write. With percent, too: what may be used altogether where the container has no limit.") @Nullable ByteSize size,
        @JsonPropertyDescription("Fill the container's ephemeral-storage limit, or without one a volume with a file system of its own, up to this share.") @Nullable Integer percent)
        implements
            HelperFault {
    public PodDiskFill {
        path = path == null ? "/" : path;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.unless(size != null || percent != null, "pod-disk-fill needs size, percent, or both");
        complaints.at("path").unless(path.startsWith("/"), "must be an absolute path inside the container");
        if (percent != null) {
            complaints.within(percent, 1, 100, "percent");
        }
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
