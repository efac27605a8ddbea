package io.faultline.injector.fault.network;

import io.faultline.injector.fault.network.Proxy.Address;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LifelinesTest {
    @Test
    void areReadFromHowFaultlineIsConfigured() {
        Lifelines lines = Lifelines.of("jdbc:postgresql://db1:5433,db2/faultline?user=x:1", "k1:9093, k2,[::1]:9094");
        assertThat(lines.database()).containsExactlyInAnyOrder(new Address("db1", 5433), new Address("db2", 5432));
        assertThat(lines.broker()).containsExactlyInAnyOrder(new Address("k1", 9093), new Address("k2", 9092),
                new Address("::1", 9094));
        assertThat(Lifelines.of("jdbc:postgresql:faultline", "").all()).isEmpty();
    }

    @Test
    void leadThroughAProxyThatListensWhereFaultlineConnectsTo() {
        Lifelines lines = Lifelines.of("jdbc:postgresql://localhost:15432/faultline", "kafka:9092");
        assertThat(lines.leadThrough(new Address("127.0.0.1", 15432))).isTrue();
        assertThat(lines.leadThrough(new Address("0.0.0.0", 15432))).isTrue();
        assertThat(lines.leadThrough(new Address("127.0.0.1", 15433))).isFalse();
        assertThat(lines.leadThrough(new Address("127.0.0.1", 9092))).isFalse();
    }
}
