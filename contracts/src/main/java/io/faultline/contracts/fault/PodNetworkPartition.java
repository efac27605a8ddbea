package io.faultline.contracts.fault;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Cuts pods off by a NetworkPolicy; needs a network plug-in that enforces policies, and says so where none does. With nothing but labels in its target, which select no pod that is never hit, it hits every pod they select, those that come later among them; else the pods chosen. */
public record PodNetworkPartition(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("all (default), ingress or egress.") PartitionDirection direction,
        @JsonPropertyDescription("Only these addresses or networks are cut off; everyone by default.") List<String> destinationIps,
        @JsonPropertyDescription("Only these names are cut off, resolved when the fault begins.") List<String> destinationHosts,
        @JsonPropertyDescription("Only traffic to these ports is cut off; all by default. Needs Kubernetes 1.22.") List<Integer> ports,
        @JsonPropertyDescription("Pods of the namespace with these labels are let through, besides whom destinationIps and destinationHosts leave; without those, nobody else.") @Nullable String allowedPods,
        @JsonPropertyDescription("The same of all pods in namespaces with these labels; either is enough.") @Nullable String allowedNamespaces,
        @JsonPropertyDescription("Only these ports are let through, of whoever is: 80, 53/udp, 36412/sctp. Not beside ports.") List<String> allowedPorts)
        implements
            ApiFault {
    public PodNetworkPartition {
        direction = direction == null ? PartitionDirection.ALL : direction;
        destinationIps = destinationIps == null ? List.of() : List.copyOf(destinationIps);
        destinationHosts = destinationHosts == null ? List.of() : List.copyOf(destinationHosts);
        ports = ports == null ? List.of() : List.copyOf(ports);
        allowedPorts = allowedPorts == null ? List.of() : List.copyOf(allowedPorts);
    }

    /** Letting nobody through but whom the others leave. */
    public PodNetworkPartition(PodTarget target, PartitionDirection direction,
            List<String> destinationIps, List<String> destinationHosts,
            List<Integer> ports) {
        this(target, direction, destinationIps, destinationHosts, ports, null, null, List.of());
    }

    /** Whether it says who or what is let through. */
    public boolean allows() {
        return allowedPods != null || allowedNamespaces != null || !allowedPorts.isEmpty();
    }

    @Override
    public void check(Complaints complaints) {
        ApiFault.super.check(complaints);
        Traffic.checkPorts(ports, "ports", complaints);
        complaints.at("ports").unless(ports.isEmpty() || !allows(),
                "cannot be given beside allowedPods, allowedNamespaces or allowedPorts");
        allowedPorts.forEach(each -> complaints.at("allowedPorts").unless(isPort(each),
                "'%s' is no port; write 80, 53/udp or 36412/sctp".formatted(each)));
    }

    private static boolean isPort(String text) {
        return text.matches("[1-9]\\d{0,4}(/(tcp|udp|sctp))?")
                && Integer.parseInt(text.replaceFirst("/.*", "")) <= 65_535;
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
