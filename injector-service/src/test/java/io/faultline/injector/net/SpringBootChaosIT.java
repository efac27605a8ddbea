package io.faultline.injector.net;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.faultline.contracts.fault.ApplicationFault;
import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.injector.Shop;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.Applications;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.application.ApplicationFaults;
import io.faultline.injector.fault.application.NoCluster;
import io.faultline.injector.fault.application.Reach;
import io.faultline.injector.fault.network.Lifelines;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Chaos Monkey in a real Spring Boot application; its customers, and its machine, see what it does. */
class SpringBootChaosIT extends DriverContract<ApplicationUndo.CalmMonkey> {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static Shop shop;
    private final Applications applications = applications(new Egress(true, true));
    private String before;
    private Undo last;

    @BeforeAll
    static void open() throws IOException {
        shop = Shop.open("chaotic-shop.log");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void look() {
        before = shop.monkey();
        assertThat(shop.checkout()).isEqualTo(200);
    }

    @AfterEach
    void isAsBefore() throws Exception {
        try {
            assertThat(shop.monkey()).isEqualTo(before);
        } finally {
            if (last != null) {
                mender().revert(last);
            }
        }
    }

    private static Applications applications(Egress egress) {
        return new ApplicationFaults(new Reach(new HttpDoors(egress), NoCluster.HERE), new JacksonNotation(),
                new Lifelines(Set.of(), Set.of()));
    }

    @Override
    protected Driver<ApplicationUndo.CalmMonkey> driver() {
        return driver(shop.assaultedBy(SpringBootAssault.LATENCY));
    }

    @SuppressWarnings("unchecked")
    private Driver<ApplicationUndo.CalmMonkey> driver(ApplicationFault fault) {
        return (Driver<ApplicationUndo.CalmMonkey>) applications.driver(fault, null);
    }

    @Override
    protected Mender mender() {
        return undo -> applications.revert((ApplicationUndo) undo);
    }

    @Override
    protected boolean isInForce() {
        return shop.isSlow();
    }

    @Test
    void checkoutsFailWithTheExceptionAskedFor() throws Exception {
        Undo undo = inject(shop.assaultedBy(SpringBootAssault.EXCEPTIONS));
        assertThat(shop.checkout()).isEqualTo(500);
        mender().revert(undo);
        assertThat(shop.checkout()).isEqualTo(200);
    }

    @Test
    void onlyWhatIsWatchedIsHit() throws Exception {
        Undo undo = inject(shop.assaultedBy(List.of("service", "repository"), SpringBootAssault.EXCEPTIONS));
        assertThat(shop.checkout()).isEqualTo(200);
        mender().revert(undo);
    }

    @Test
    void usesCpuUntilItIsTakenAway() throws Exception {
        double idle = cpuIn(Duration.ofSeconds(2));
        Undo undo = inject(shop.assaultedBy(SpringBootAssault.CPU));
        Awaitility.await().atMost(Duration.ofSeconds(45))
                .until(() -> cpuIn(Duration.ofSeconds(1)) > Math.max(0.25, idle));
        mender().revert(undo);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> cpuIn(Duration.ofSeconds(1)) < 0.15);
    }

    @Test
    void attacksEndByThemselvesThoughNobodyIsLeftToEndThem() throws Exception {
        Driver<ApplicationUndo.CalmMonkey> driver = driver(shop.assaultedBy(SpringBootAssault.CPU));
        ApplicationUndo.CalmMonkey undo = driver.plan("m").hits().getFirst().undo();
        driver.inject(undo, Duration.ofSeconds(3));
        Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> cpuIn(Duration.ofSeconds(1)) > 0.25);
        Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> cpuIn(Duration.ofSeconds(1)) < 0.15);
        mender().revert(undo);
    }

    @Test
    void fillsMemoryUntilItIsTakenAway() throws Exception {
        long idle = shop.megabytes();
        Undo undo = inject(shop.assaultedBy(SpringBootAssault.MEMORY));
        Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> shop.megabytes() > idle + 60);
        long full = shop.megabytes();
        mender().revert(undo);
        Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> shop.megabytes() < full - 40);
    }

    @Test
    void severalAssaultsAreInForceTogether() throws Exception {
        Undo undo = inject(shop.assaultedBy(SpringBootAssault.LATENCY, SpringBootAssault.MEMORY,
                SpringBootAssault.CPU));
        long idle = shop.megabytes();
        assertThat(shop.isSlow()).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> cpuIn(Duration.ofSeconds(1)) > 0.25);
        assertThat(shop.megabytes()).isGreaterThanOrEqualTo(idle);
        mender().revert(undo);
        assertThat(shop.isSlow()).isFalse();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> cpuIn(Duration.ofSeconds(1)) < 0.15);
    }

    @Test
    void killsItsApplicationAndHasNothingToTakeAwayThen() throws Exception {
        try (Shop other = Shop.open("killed-shop.log")) {
            Undo undo = inject(other.assaultedBy(SpringBootAssault.KILL_APPLICATION));
            Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> !other.isAlive());
            mender().revert(undo);
        }
    }

    @Test
    void whatItHadSetButNotEnabledIsPutBack() throws Exception {
        shop.tell("/assaults", "{\"latencyActive\":true,\"latencyRangeStart\":7,\"latencyRangeEnd\":9,"
                + "\"watchedCustomServices\":[\"a.B\"]}");
        shop.tell("/watchers", "{\"service\":true}");
        String set = shop.monkey();
        try {
            Undo undo = inject(shop.assaultedBy(SpringBootAssault.EXCEPTIONS));
            assertThat(shop.checkout()).isEqualTo(500);
            mender().revert(undo);
            assertThat(shop.monkey()).isEqualTo(set);
        } finally {
            shop.tell("/assaults", "{\"latencyActive\":false,\"latencyRangeStart\":1000,\"latencyRangeEnd\":3000,"
                    + "\"watchedCustomServices\":[]}");
            shop.tell("/watchers", "{\"service\":false}");
            before = shop.monkey();
        }
    }

    @Test
    void refusesWhatIsAssaultedAlready() throws Exception {
        Undo undo = inject(shop.assaultedBy(SpringBootAssault.LATENCY));
        assertThatThrownBy(() -> driver(shop.assaultedBy(SpringBootAssault.EXCEPTIONS)).plan("m"))
                .isInstanceOf(FaultRefused.class).hasMessageContaining("assaults already (latencyActive)");
        mender().revert(undo);
    }

    @Test
    void twoFaultsThatWerePlannedTogetherAreNotMadeTogether() throws Exception {
        Driver<ApplicationUndo.CalmMonkey> first = driver(shop.assaultedBy(SpringBootAssault.LATENCY));
        Driver<ApplicationUndo.CalmMonkey> second = driver(shop.assaultedBy(SpringBootAssault.EXCEPTIONS));
        ApplicationUndo.CalmMonkey undo = first.plan("m").hits().getFirst().undo();
        ApplicationUndo.CalmMonkey other = second.plan("n").hits().getFirst().undo();
        first.inject(undo, LONGEST);
        assertThatThrownBy(() -> second.inject(other, LONGEST)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("assaults already");
        mender().revert(undo);
    }

    @Test
    void saysWhatIsMissingWhereThereIsNoMonkey() {
        assertRefused(at(shop.address() + "/actuator/elsewhere"),
                "there is no Chaos Monkey at %s/actuator/elsewhere".formatted(shop.address()),
                "add de.codecentric:chaos-monkey-spring-boot");
        assertRefused(at("http://127.0.0.1:1/actuator/chaosmonkey"), "is not reached");
    }

    @Test
    void refusesAnExceptionThatItsApplicationDoesNotHave() throws Exception {
        SpringBootChaos unknown = new SpringBootChaos(ApplicationTarget.at(shop.door()),
                List.of(SpringBootAssault.EXCEPTIONS), List.of(), List.of(), 1, null, "no.such.Trouble", "", null,
                null);
        ApplicationUndo.CalmMonkey undo = driver(unknown).plan("m").hits().getFirst().undo();
        assertThatThrownBy(() -> driver(unknown).inject(undo, LONGEST)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("does not take it: it answers 400");
        mender().revert(undo);
    }

    @Test
    void goesNowhereElse() {
        assertRefused(at("http://169.254.169.254/latest"), "link-local");
        assertRefused(at("http://me:secret@127.0.0.1:8080/"), "no credentials are taken in an address");
        assertThatThrownBy(() -> applications(new Egress(false, true)).driver(at(shop.door()), null).plan("m"))
                .hasMessageContaining("faultline.injector.applications.allow-loopback=true");
        assertThatThrownBy(() -> applications(new Egress(true, false))
                .driver(at("http://10.1.2.3:8080/actuator/chaosmonkey"), null).plan("m"))
                .hasMessageContaining("faultline.injector.applications.allow-private=true");
    }

    @Test
    void whoIsNotReachedIsNotSaidToBeMended() throws Exception {
        ApplicationUndo.CalmMonkey undo = driver().plan("m").hits().getFirst().undo();
        ApplicationUndo.CalmMonkey away = new ApplicationUndo.CalmMonkey(
                io.faultline.injector.fault.Door.at("http://127.0.0.1:1"), false, undo.assaults(), undo.watchers(),
                false);
        assertThatThrownBy(() -> mender().revert(away)).isInstanceOf(NotReverted.class)
                .hasMessageContaining("is not reached");
    }

    private static SpringBootChaos at(String url) {
        return new SpringBootChaos(ApplicationTarget.at(url), List.of(SpringBootAssault.LATENCY), List.of(), List.of(),
                null, null, null, null, null, null);
    }

    private void assertRefused(SpringBootChaos fault, String... why) {
        assertThatThrownBy(() -> driver(fault).plan("m")).isInstanceOf(FaultRefused.class)
                .hasMessageContainingAll(why);
    }

    private Undo inject(SpringBootChaos fault) throws Exception {
        Driver<ApplicationUndo.CalmMonkey> driver = driver(fault);
        ApplicationUndo.CalmMonkey undo = driver.plan("m").hits().getFirst().undo();
        last = undo.kills() ? null : undo;
        driver.inject(undo, LONGEST);
        return undo;
    }

    /** Cores used by the shop's process, over this time. */
    private static double cpuIn(Duration time) {
        double before = shop.cpuSeconds();
        long began = System.nanoTime();
        Awaitility.await().pollDelay(time).until(() -> true);
        return (shop.cpuSeconds() - before) / ((System.nanoTime() - began) / 1e9);
    }
}
