package io.faultline.contracts.fault;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Cuts pods off by a NetworkPolicy; needs a network plug-in that enforces policies, and says so where none does. With nothing but labels in its target, which select no pod that is never hit, it hits every pod they select, those that come later among them; else the pods chosen. */
public record PodNetworkPartition(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("all (default), ingress or egress.") PartitionDirection direction,
        @JsonPropertyDescription("Only these addresses or networks are cut off; everyone by default.") List<String> destinationIps,
        @JsonPropertyDescription("Only these names are cut off, resolved when the fault begins.") List<String> destinationHosts,
        @JsonPropertyDescription("Only traffic to these ports is cut off; all by default. Needs Kubernetes 1.22.") List<Integer> ports)
        implements
            ApiFault {
    public PodNetworkPartition {
        direction = direction == null ? PartitionDirection.ALL : direction;
        destinationIps = destinationIps == null ? List.of() : List.copyOf(destinationIps);
        destinationHosts = destinationHosts == null ? List.of() : List.copyOf(destinationHosts);
        ports = ports == null ? List.of() : List.copyOf(ports);
    }

    @Override
    public void check(Complaints complaints) {
        ApiFault.super.check(complaints);
        Traffic.checkPorts(ports, "ports", complaints);
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
