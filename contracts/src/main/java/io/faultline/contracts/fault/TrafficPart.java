package io.faultline.contracts.fault;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** A part of what a pod sends: all that is given has to hold. */
public record TrafficPart(
        @JsonPropertyDescription("Addresses or networks it goes to.") List<String> destinationIps,
        @JsonPropertyDescription("Names it goes to, resolved when the fault begins.") List<String> destinationHosts,
        @JsonPropertyDescription("Ports it goes to; with a ! before the first, all others.") List<String> destinationPorts,
        @JsonPropertyDescription("Ports it comes from; with a ! before the first, all others.") List<String> sourcePorts) {
    public TrafficPart {
        destinationIps = destinationIps == null ? List.of() : List.copyOf(destinationIps);
        destinationHosts = destinationHosts == null ? List.of() : List.copyOf(destinationHosts);
        destinationPorts = destinationPorts == null ? List.of() : List.copyOf(destinationPorts);
        sourcePorts = sourcePorts == null ? List.of() : List.copyOf(sourcePorts);
    }

    /** Whether it says nothing, so that all traffic is meant. */
    public boolean saysNothing() {
        return Stream.of(destinationIps, destinationHosts, destinationPorts, sourcePorts).allMatch(List::isEmpty);
    }

    /** Says what is wrong with it. */
    public void check(Complaints complaints) {
        checkTexts(destinationPorts, "destinationPorts", complaints);
        checkTexts(sourcePorts, "sourcePorts", complaints);
        destinationIps.forEach(each -> complaints.at("destinationIps").unless(
                each.matches("[0-9a-fA-F.:]{2,45}(/\\d{1,3})?"), "'%s' is no address or network".formatted(each)));
        destinationHosts.forEach(each -> complaints.at("destinationHosts").unless(
                each.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})"), "'%s' is no host name".formatted(each)));
    }

    private static void checkTexts(List<String> ports, String field, Complaints complaints) {
        ports.forEach(each -> complaints.at(field).unless(each.matches("!?\\d{1,5}(-\\d{1,5})?"),
                "'%s' is no port; write 80, 8000-8010 or !80".formatted(each)));
    }
}
