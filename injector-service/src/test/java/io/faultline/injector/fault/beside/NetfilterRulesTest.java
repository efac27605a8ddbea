package io.faultline.injector.fault.beside;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

import io.faultline.injector.fault.beside.NetfilterRules.Family;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NetfilterRulesTest {
    private static final Victim POD = new Victim("uid", "", "pod a/b");
    private static final Standing LOSS = new Standing("faultline-x", new Effect.Packets(POD,
            new Filter("eth0", List.of("10.0.0.1", "fd00::1"), List.of(), Filter.Ports.of(List.of("!80", "90-99")),
                    Filter.Ports.ANY),
            Harm.loss(25)), Map.of());
    private static final Standing HTTP = new Standing("faultline-y",
            new Effect.Http(POD, 80, 100, new HttpChange.Delay(1)), Map.of(Standing.DOOR, 4000));

    @Test
    void lossIsLuckPerAddressAndProtocolAndBearsItsKey() {
        assertThat(NetfilterRules.script(List.of(LOSS), Map.of(), false, Family.IPV4, "")).isEqualTo(
                """
                *mangle
                :FAULTLINE-OUT - [0:0]
                -A FAULTLINE-OUT -o eth0 -d 10.0.0.1 -p tcp -m multiport ! --dports 80,90:99 -m statistic --mode random --probability 0.250000 -m comment --comment faultline-x -j DROP
                -A FAULTLINE-OUT -o eth0 -d 10.0.0.1 -p udp -m multiport ! --dports 80,90:99 -m statistic --mode random --probability 0.250000 -m comment --comment faultline-x -j DROP
                -I POSTROUTING -j FAULTLINE-OUT
                COMMIT
                """);
        assertThat(NetfilterRules.script(List.of(LOSS), Map.of(), false, Family.IPV6, "")).contains("-d fd00::1");
    }

    private static Filter either() {
        return new Filter("eth0", List.of("10.0.0.1"), List.of(), Filter.Ports.ANY, Filter.Ports.ANY, 0,
                List.of(new Filter("eth0", List.of(), List.of(), Filter.Ports.of(List.of("80")), Filter.Ports.ANY)));
    }

    /** Filters that overlap would lose a packet of both more often than it was asked for. */
    @Test
    void ofSeveralFiltersOneIsEnoughAndAPacketTriesItsLuckOnce() {
        Standing some = new Standing("k", new Effect.Packets(POD, either(), Harm.loss(0.5)), Map.of());
        assertThat(NetfilterRules.script(List.of(some), Map.of(), false, Family.IPV4, "")).isEqualTo(
                """
                *mangle
                :FAULTLINE-OUT - [0:0]
                -A FAULTLINE-OUT -o eth0 -d 10.0.0.1 -m comment --comment k -j MARK --set-xmark 0x40000000/0x40000000
                -A FAULTLINE-OUT -o eth0 -p tcp -m multiport --dports 80 -m comment --comment k -j MARK --set-xmark 0x40000000/0x40000000
                -A FAULTLINE-OUT -o eth0 -p udp -m multiport --dports 80 -m comment --comment k -j MARK --set-xmark 0x40000000/0x40000000
                -A FAULTLINE-OUT -m mark --mark 0x40000000/0x40000000 -m statistic --mode random --probability 0.005000 -m comment --comment k -j DROP
                -A FAULTLINE-OUT -m mark --mark 0x40000000/0x40000000 -m comment --comment k -j MARK --set-xmark 0x0/0x40000000
                -I POSTROUTING -j FAULTLINE-OUT
                COMMIT
                """);
        Standing all = new Standing("k", new Effect.Packets(POD, either(), Harm.loss(100)), Map.of());
        assertThat(NetfilterRules.script(List.of(all), Map.of(), false, Family.IPV4, "")).contains(
                "-o eth0 -d 10.0.0.1 -m comment --comment k -j DROP", "--dports 80 -m comment --comment k -j DROP");
    }

    @Test
    void ofSeveralFiltersOneIsEnoughInJavaToo() {
        InetAddress one = InetAddress.ofLiteral("10.0.0.1");
        InetAddress other = InetAddress.ofLiteral("10.0.0.2");
        assertThat(either().passes(new InetSocketAddress(one, 81), 1)).isTrue();
        assertThat(either().passes(new InetSocketAddress(other, 80), 1)).isTrue();
        assertThat(either().passes(new InetSocketAddress(other, 81), 1)).isFalse();
    }

    @Test
    void whatIsLedToAProxyComesFromOutsideOnly() {
        assertThat(NetfilterRules.script(List.of(HTTP), Map.of(), false, Family.IPV4, "")).contains(
                "-A FAULTLINE-IN ! -i lo -p tcp --dport 80 -m comment --comment faultline-y -j REDIRECT --to-ports 4000");
    }

    @Test
    void nothingIsLeftOfTheLastEffect() {
        String saved = """
                       *mangle
                       :POSTROUTING ACCEPT [0:0]
                       :FAULTLINE-OUT - [0:0]
                       -A POSTROUTING -j FAULTLINE-OUT
                       -A FAULTLINE-OUT -o eth0 -j DROP
                       COMMIT
                       """;
        assertThat(NetfilterRules.script(List.of(), Map.of(), false, Family.IPV4, saved))
                .isEqualTo("""
                           *mangle
                           -D POSTROUTING -j FAULTLINE-OUT
                           -F FAULTLINE-OUT
                           -X FAULTLINE-OUT
                           COMMIT
                           """);
        assertThat(NetfilterRules.script(List.of(), Map.of(), false, Family.IPV4, "")).isEmpty();
    }

    @Test
    void aFilterInJavaMeansWhatItMeansInNetfilter() throws Exception {
        Filter filter = new Filter("eth0", List.of("10.0.0.0/8"), List.of(), Filter.Ports.of(List.of("!80", "90-99")),
                Filter.Ports.of(List.of("8080")));
        InetAddress inside = InetAddress.ofLiteral("10.1.2.3");
        assertThat(filter.passes(new InetSocketAddress(inside, 81), 8080)).isTrue();
        assertThat(filter.passes(new InetSocketAddress(inside, 95), 8080)).isFalse();
        assertThat(filter.passes(new InetSocketAddress(inside, 81), 8081)).isFalse();
        assertThat(filter.passes(new InetSocketAddress(InetAddress.ofLiteral("11.1.2.3"), 81), 8080)).isFalse();
    }
}
