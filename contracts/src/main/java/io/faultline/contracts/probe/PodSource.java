package io.faultline.contracts.probe;

import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Where in a cluster a command runs: in a container that is there, or in a probe pod of its own, started for the run. */
public record PodSource(@JsonPropertyDescription("Its namespace; default by default.") String namespace,
        @JsonPropertyDescription("The pod of this name (or give labels, or image).") @Nullable String name,
        @JsonPropertyDescription("The first running pod with these labels.") @Nullable String labels,
        @JsonPropertyDescription("The container of a pod that is there; the first by default.") @Nullable String container,
        @JsonPropertyDescription("A probe pod of this image, run as nobody; it has to have a program sleep.") @Nullable String image,
        @JsonPropertyDescription("A probe pod in the network of its node; false by default.") Boolean hostNetwork) {
    public PodSource {
        namespace = namespace == null ? "default" : namespace;
        hostNetwork = hostNetwork != null && hostNetwork;
    }

    void check(Complaints complaints) {
        long ways = Stream.of(name, labels, image).filter(each -> each != null).count();
        complaints.unless(ways == 1, "a pod needs exactly one of name, labels, image");
    }
}
