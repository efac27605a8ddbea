package io.faultline.injector.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.Direction;
import io.faultline.contracts.fault.Toxiproxy;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.Applications;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.application.ApplicationFaults;
import io.faultline.injector.fault.application.NoCluster;
import io.faultline.injector.fault.application.Reach;
import io.faultline.injector.fault.network.Lifelines;
import io.faultline.injector.fault.network.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against {@link DocumentedToxiproxy}: the protocol is held to its documentation, not to a real server. */
class ToxiproxyIT extends DriverContract<ApplicationUndo> {
    private Loopback loopback;
    private DocumentedToxiproxy toxiproxy;

    @BeforeEach
    void open() throws IOException {
        loopback = new Loopback();
        toxiproxy = new DocumentedToxiproxy(loopback);
    }

    @AfterEach
    void close() throws IOException {
        toxiproxy.close();
        loopback.close();
    }

    private static Applications applications(Proxy.Address... brokers) {
        return new ApplicationFaults(new Reach(new HttpDoors(), NoCluster.HERE), new JacksonNotation(),
                new Lifelines(Set.of(), Set.of(brokers)));
    }

    private Toxiproxy toxic(String proxy, String type, Map<String, Long> attributes) {
        return new Toxiproxy(ApplicationTarget.at(toxiproxy.address() + "/"), proxy, type, attributes,
                Direction.UPSTREAM, null);
    }

    @Override
    protected Driver<ApplicationUndo> driver() {
        return driver(toxic("echo", "latency", Map.of("latency", 300L)));
    }

    @SuppressWarnings("unchecked")
    private static Driver<ApplicationUndo> driver(Toxiproxy fault, Proxy.Address... brokers) {
        return (Driver<ApplicationUndo>) applications(brokers).driver(fault, null);
    }

    @Override
    protected Mender mender() {
        return undo -> applications().revert((ApplicationUndo) undo);
    }

    @Override
    protected boolean isInForce() {
        return slowerThan(300);
    }

    private boolean slowerThan(int millis) {
        try (Socket socket = loopback.connect()) {
            socket.setSoTimeout(2_000);
            return Loopback.roundTrip(socket) >= millis;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aProxyIsDisabledAndEnabledAgain() throws Exception {
        Driver<ApplicationUndo> driver = driver(toxic("echo", "down", Map.of()));
        ApplicationUndo undo = driver.plan("m").hits().getFirst().undo();
        driver.inject(undo, Duration.ofSeconds(20));
        assertThatThrownBy(() -> loopback.connect().close()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> driver.plan("m")).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("disabled already");
        mender().revert(undo);
        mender().revert(undo);
        assertThat(slowerThan(1_000)).isFalse();
    }

    @Test
    void toxicsOfTwoFaultsDoNotClobberEachOther() throws Exception {
        ApplicationUndo one = driver().plan("one").hits().getFirst().undo();
        ApplicationUndo two = driver().plan("two").hits().getFirst().undo();
        driver().inject(one, Duration.ofSeconds(20));
        driver().inject(two, Duration.ofSeconds(20));
        assertThat(slowerThan(600)).isTrue();
        mender().revert(one);
        assertThat(slowerThan(300)).isTrue();
        assertThat(slowerThan(600)).isFalse();
        mender().revert(two);
        assertThat(toxiproxy.toxics()).isZero();
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused(toxic("cart", "latency", Map.of()), "has no proxy 'cart'");
        assertRefused(new Toxiproxy(ApplicationTarget.at(toxiproxy.address() + "/elsewhere"), "echo", "latency",
                Map.of(), null, null), "there is no Toxiproxy at");
        assertThatThrownBy(() -> driver(toxic("echo", "nonsense", Map.of())).inject(
                driver().plan("m").hits().getFirst().undo(), Duration.ZERO)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("invalid toxic type");
    }

    @Test
    void neverHitsWhatFaultlineItselfLivesBy() {
        assertThatThrownBy(() -> driver(toxic("echo", "latency", Map.of()),
                new Proxy.Address("localhost", loopback.proxy.listen().port())).plan("m"))
                .isInstanceOfSatisfying(FaultRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.PROTECTED_TARGET));
    }

    private static void assertRefused(Toxiproxy fault, String why) {
        assertThat(List.of(why)).allSatisfy(each -> assertThatThrownBy(() -> driver(fault).plan("m"))
                .isInstanceOf(FaultRefused.class).hasMessageContaining(each));
    }
}
