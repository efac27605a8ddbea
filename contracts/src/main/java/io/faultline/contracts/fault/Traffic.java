package io.faultline.contracts.fault;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Part of what a pod sends: where to, from which ports. What is not said is not looked at. */
public record Traffic(
        @JsonPropertyDescription("Network interface inside the pod; eth0 by default.") String networkInterface,
        @JsonPropertyDescription("Addresses or networks it goes to.") List<String> destinationIps,
        @JsonPropertyDescription("Names it goes to, resolved when the fault begins.") List<String> destinationHosts,
        @JsonPropertyDescription("Ports it goes to; with a ! before the first, all others.") List<String> destinationPorts,
        @JsonPropertyDescription("Ports it comes from; with a ! before the first, all others.") List<String> sourcePorts,
        @JsonPropertyDescription("How much the fate of a packet depends on that of the one before, in percent; 0 by default.") BigDecimal correlation,
        @JsonPropertyDescription("Other parts of the traffic that are hit as well.") List<TrafficPart> also) {
    /** All of it. */
    public static final Traffic ALL = new Traffic("eth0", List.of(), List.of(), List.of(), List.of(), 0);

    public Traffic {
        TrafficPart first = new TrafficPart(destinationIps, destinationHosts, destinationPorts, sourcePorts);
        networkInterface = networkInterface == null ? "eth0" : networkInterface;
        destinationIps = first.destinationIps();
        destinationHosts = first.destinationHosts();
        destinationPorts = first.destinationPorts();
        sourcePorts = first.sourcePorts();
        correlation = Percent.of(correlation, 0);
        also = also == null ? List.of() : List.copyOf(also);
    }

    /** One part of it alone. */
    public Traffic(String networkInterface, List<String> destinationIps,
            List<String> destinationHosts, List<String> destinationPorts,
            List<String> sourcePorts, Integer correlation) {
        this(networkInterface, destinationIps, destinationHosts, destinationPorts, sourcePorts,
                BigDecimal.valueOf(correlation == null ? 0 : correlation), List.of());
    }

    /** What is hit: anything one of these says. */
    public List<TrafficPart> parts() {
        return Stream.concat(Stream.of(first()), also.stream()).toList();
    }

    private TrafficPart first() {
        return new TrafficPart(destinationIps, destinationHosts, destinationPorts, sourcePorts);
    }

    /** Says what is wrong with it. */
    public void check(Complaints complaints) {
        complaints.at("networkInterface").unless(networkInterface.matches("[A-Za-z0-9._-]{1,15}"),
                "is no name of a network interface");
        first().check(complaints);
        complaints.at("also").unless(also.isEmpty() || !first().saysNothing(),
                "adds nothing: without destinationIps, destinationHosts, destinationPorts and sourcePorts all is hit");
        complaints.at("also").each(also, (part, at) -> {
            at.unless(!part.saysNothing(),
                    "needs at least one of destinationIps, destinationHosts, destinationPorts, sourcePorts");
            part.check(at);
        });
        Percent.check(complaints, correlation, BigDecimal.ZERO, "correlation");
    }

    static void checkPorts(List<Integer> ports, String field, Complaints complaints) {
        ports.forEach(each -> complaints.within(each, 1, 65_535, field));
    }
}
