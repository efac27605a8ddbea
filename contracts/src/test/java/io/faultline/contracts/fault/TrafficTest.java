package io.faultline.contracts.fault;

import java.math.BigDecimal;
import java.util.List;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Parts of traffic and shares of it, as they are written and checked. */
class TrafficTest {
    private static final PodTarget PODS = PodTarget.labelled("shop", "app=cart");

    private static List<String> complaints(FaultSpec spec) {
        Complaints complaints = Complaints.collect();
        spec.check(complaints);
        return complaints.found().stream().map(Complaint::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "50.0, 50", "0.5, 0.5", "0.50, 0.5", "1e2, 100", "100, 100"})
    void aShareIsWrittenAsPeopleWriteIt(String read, String written) {
        PodNetworkLoss loss = Wire.mapper().readValue(
                "{\"target\": {\"labels\": \"a=b\"}, \"percent\": %s, \"traffic\": {\"correlation\": %s}}"
                        .formatted(read, read),
                PodNetworkLoss.class);
        assertThat(complaints(loss)).isEmpty();
        assertThat(Wire.mapper().writeValueAsString(loss)).contains("\"percent\":" + written + ",")
                .contains("\"correlation\":" + written + ",");
        assertThat(loss.percent()).isEqualTo(new BigDecimal(written));
    }

    @ParameterizedTest
    @CsvSource({"0, between 0.001 and 100", "100.5, between 0.001 and 100", "1e999999999, between 0.001 and 100",
            "-1, between 0.001 and 100", "0.12345, more than three decimals"})
    void aShareThatIsNoneIsRefused(BigDecimal percent, String why) {
        assertThat(complaints(new PodNetworkLoss(PODS, percent, null))).first().asString().startsWith("/percent: ")
                .contains(why);
    }

    @Test
    void anotherPartOfTheTrafficNamesSomething() {
        Traffic traffic = new Traffic(null, null, null, List.of("80"), null, null,
                List.of(new TrafficPart(null, null, null, null),
                        new TrafficPart(List.of("nowhere"), null, null, List.of("a"))));
        assertThat(complaints(new PodNetworkLoss(PODS, 1, traffic))).containsExactlyInAnyOrder(
                "/traffic/also/0: needs at least one of destinationIps, destinationHosts, destinationPorts, sourcePorts",
                "/traffic/also/1/destinationIps: 'nowhere' is no address or network",
                "/traffic/also/1/sourcePorts: 'a' is no port; write 80, 8000-8010 or !80");
        assertThat(complaints(new PodNetworkLoss(PODS, 1, new Traffic(null, null, null, null, null, null,
                List.of(traffic.parts().getFirst()))))).singleElement().asString()
                .startsWith("/traffic/also: adds nothing");
        assertThat(traffic.parts()).hasSize(3).first()
                .isEqualTo(new TrafficPart(List.of(), List.of(), List.of("80"), List.of()));
    }

    @Test
    void whatAPartitionLetsThroughStandsBesideNoPortsThatItCutsOff() {
        assertThat(complaints(new PodNetworkPartition(PODS, null, null, null, List.of(80), "app=db", null, null)))
                .containsExactly(
                        "/ports: cannot be given beside allowedPods, allowedNamespaces or allowedPorts");
        assertThat(complaints(new PodNetworkPartition(PODS, null, null, null, null, null, null,
                List.of("80", "53/udp", "0", "65536", "80/icmp")))).containsExactly(
                        "/allowedPorts: '0' is no port; write 80, 53/udp or 36412/sctp",
                        "/allowedPorts: '65536' is no port; write 80, 53/udp or 36412/sctp",
                        "/allowedPorts: '80/icmp' is no port; write 80, 53/udp or 36412/sctp");
    }

    @Test
    void busyWorkersMayBeAsManyAsThereAreProcessors() {
        assertThat(complaints(new PodCpuHog(PODS, 0, null))).isEmpty();
        assertThat(complaints(new PodCpuHog(PODS, -1, null))).hasSize(1);
    }
}
