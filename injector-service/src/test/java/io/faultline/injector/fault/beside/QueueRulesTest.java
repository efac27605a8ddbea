package io.faultline.injector.fault.beside;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueueRulesTest {
    private static final Victim POD = new Victim("uid", "", "pod a/b");

    private static Standing all(String key, Harm harm) {
        return standing(key, harm, Filter.Ports.ANY);
    }

    private static Standing toPort(String key, Harm harm, String port) {
        return standing(key, harm, Filter.Ports.of(List.of(port)));
    }

    private static Standing standing(String key, Harm harm, Filter.Ports to) {
        Filter filter = new Filter("eth0", List.of(), List.of(), to, Filter.Ports.ANY);
        return new Standing(key, new Effect.Packets(POD, filter, harm), Map.of());
    }

    private static String script(boolean netem, Standing... standing) {
        return QueueRules.script(QueueRules.queued(List.of(standing), "eth0", netem), "eth0", netem, "");
    }

    @Test
    void effectsOnAllTrafficAddUpInOneQueueWithTheNarrowRateBelow() {
        assertThat(script(true, all("a", Harm.delay(100, 10)), all("b", Harm.delay(50, 0)), all("c", Harm.loss(50)),
                all("d", Harm.loss(50)), all("e", Harm.rate(1_000, 5_000, 9_000))))
                .isEqualTo("""
                           qdisc add dev eth0 root handle fa17: netem limit 10000 delay 150ms 10ms loss 75.000%
                           qdisc add dev eth0 parent fa17:1 handle fa60: tbf rate 8000bit burst 5000 limit 9000
                           """);
    }

    @Test
    void everySetOfEffectsOnPartsOfTheTrafficHasItsClass() {
        assertThat(script(true, all("a", Harm.delay(100, 0)), toPort("b", Harm.loss(10), "80")))
                .isEqualTo("""
                           qdisc add dev eth0 root handle fa17: htb default ff
                           class add dev eth0 parent fa17: classid fa17:ff htb rate 100gbit quantum 60000
                           qdisc add dev eth0 parent fa17:ff handle fa21: netem limit 10000 delay 100ms
                           class add dev eth0 parent fa17: classid fa17:1 htb rate 100gbit quantum 60000
                           qdisc add dev eth0 parent fa17:1 handle fa22: netem limit 10000 delay 100ms loss 10.000%
                           """);
    }

    @Test
    void withoutNetemOnlyRatesAreQueued() {
        assertThat(script(false, all("a", Harm.delay(100, 0)), all("b", Harm.rate(1_000, 1, 1))))
                .isEqualTo("""
                           qdisc add dev eth0 root handle fa17: tbf rate 8000bit burst 2000 limit 2000
                           """);
        assertThat(script(false, all("a", Harm.delay(100, 0)))).isEmpty();
    }

    @Test
    void aPeakRateAndItsBurstAreOfTheNarrowestRate() {
        Harm wide = Harm.rate(9_000, 9_000, 9_000).withPeak(90_000, 9_000);
        assertThat(script(false, all("a", wide), all("b", Harm.rate(1_000, 5_000, 9_000).withPeak(3_000, 4_000))))
                .isEqualTo(
                        """
                        qdisc add dev eth0 root handle fa17: tbf rate 8000bit burst 5000 limit 9000 peakrate 24000bit mtu 4000
                        """);
        assertThat(script(false, all("a", Harm.rate(1_000, 5_000, 9_000).withPeak(0, 1))))
                .endsWith("limit 9000 mtu 2000\n");
        assertThat(script(false, all("a", wide), all("b", Harm.rate(1_000, 5_000, 9_000)))).doesNotContain("peakrate");
    }

    @Test
    void ourQueueIsTakenAwayWithItsLastEffectAndThatOfOthersIsLeftAlone() {
        String ours = "qdisc netem fa17: root refcnt 2 limit 10000 delay 100ms\n";
        assertThat(QueueRules.script(List.of(), "eth0", true, ours)).isEqualTo("qdisc del dev eth0 root\n");
        assertThat(QueueRules.script(List.of(), "eth0", true, "qdisc noqueue 0: root refcnt 2\n")).isEmpty();
        assertThat(QueueRules.mayBeReplaced("qdisc noqueue 0: root refcnt 2\n")).isTrue();
        assertThat(QueueRules.mayBeReplaced(ours)).isTrue();
        assertThat(QueueRules.mayBeReplaced("qdisc tbf 8001: root refcnt 2 rate 1Mbit\n")).isFalse();
    }
}
