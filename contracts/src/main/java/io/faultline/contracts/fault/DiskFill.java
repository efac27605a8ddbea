package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Fills a file system with one file, leaving a reserve so that the machine itself survives. */
public record DiskFill(
        @JsonProperty(required = true) @JsonPropertyDescription("Folder on the file system to fill; the file is made in it.") String path,
        @JsonPropertyDescription("How much to write (or give percent).") @Nullable ByteSize size,
        @JsonPropertyDescription("Fill the file system up to this share, at most 95 (or give size).") @Nullable Integer percent)
        implements
            FaultSpec {
    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.required(path, "path");
        complaints.unless((size == null) != (percent == null), "disk-fill needs exactly one of size, percent");
        if (percent != null) {
            complaints.within(percent, 1, 95, "percent");
        }
    }

    @Override
    public Target aim() {
        return HostTarget.HERE;
    }
}
