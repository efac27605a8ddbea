package io.faultline.contracts.fault;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Part of what a pod sends: where to, from which ports. What is not said is not looked at. */
public record Traffic(
        @JsonPropertyDescription("Network interface inside the pod; eth0 by default.") String networkInterface,
        @JsonPropertyDescription("Addresses or networks it goes to.") List<String> destinationIps,
        @JsonPropertyDescription("Names it goes to, resolved when the fault begins.") List<String> destinationHosts,
        @JsonPropertyDescription("Ports it goes to; with a ! before the first, all others.") List<String> destinationPorts,
        @JsonPropertyDescription("Ports it comes from; with a ! before the first, all others.") List<String> sourcePorts,
        @JsonPropertyDescription("How much the fate of a packet depends on that of the one before, in percent; 0 by default.") Integer correlation) {
    /** All of it. */
    public static final Traffic ALL = new Traffic("eth0", List.of(), List.of(), List.of(), List.of(), 0);

    public Traffic {
        networkInterface = networkInterface == null ? "eth0" : networkInterface;
        destinationIps = destinationIps == null ? List.of() : List.copyOf(destinationIps);
        destinationHosts = destinationHosts == null ? List.of() : List.copyOf(destinationHosts);
        destinationPorts = destinationPorts == null ? List.of() : List.copyOf(destinationPorts);
        sourcePorts = sourcePorts == null ? List.of() : List.copyOf(sourcePorts);
        correlation = correlation == null ? 0 : correlation;
    }

    /** Says what is wrong with it. */
    public void check(Complaints complaints) {
        complaints.at("networkInterface").unless(networkInterface.matches("[A-Za-z0-9._-]{1,15}"),
                "is no name of a network interface");
        checkTexts(destinationPorts, "destinationPorts", complaints);
        checkTexts(sourcePorts, "sourcePorts", complaints);
        destinationIps.forEach(each -> complaints.at("destinationIps").unless(
                each.matches("[0-9a-fA-F.:]{2,45}(/\\d{1,3})?"), "'%s' is no address or network".formatted(each)));
        destinationHosts.forEach(each -> complaints.at("destinationHosts").unless(
                each.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})"), "'%s' is no host name".formatted(each)));
        complaints.within(correlation, 0, 100, "correlation");
    }

    private static void checkTexts(List<String> ports, String field, Complaints complaints) {
        ports.forEach(each -> complaints.at(field).unless(each.matches("!?\\d{1,5}(-\\d{1,5})?"),
                "'%s' is no port; write 80, 8000-8010 or !80".formatted(each)));
    }

    static void checkPorts(List<Integer> ports, String field, Complaints complaints) {
        ports.forEach(each -> complaints.within(each, 1, 65_535, field));
    }
}
