package io.faultline.injector;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An application told to assault itself is told to stop, whoever dies. */
@Tag("long")
class AssaultedApplicationIT {
    private static final Duration SLOW_START = Duration.ofSeconds(90);
    private static Shop shop;
    private static Facts facts;
    private final Map<String, Object> house = new LinkedHashMap<>(
            EmbeddedHouse.open().properties("injector-service"));

    @BeforeAll
    static void open() throws Exception {
        shop = Shop.open("assaulted-shop.log");
        facts = Facts.open();
    }

    @AfterAll
    static void close() {
        facts.close();
        shop.close();
    }

    @AfterEach
    void isWhole() {
        assertThat(shop.isSlow()).isFalse();
        assertThat(shop.monkey()).contains("\"latencyActive\":false", "\"restController\":false");
    }

    @Test
    void itEndsWithItsDurationAndWithAStop() throws Exception {
        try (ServiceUnderTest _ = ServiceUnderTest.start(InjectorService.class, "injector-service", house)) {
            RunId planned = assaultFor(Duration.ofSeconds(2));
            assertThat(shop.isSlow()).isTrue();
            assertThat(facts.await(planned, FaultReverted.class).reason()).isEqualTo(RevertReason.PLANNED);
            assertThat(shop.isSlow()).isFalse();

            RunId stopped = assaultFor(Duration.ofMinutes(5));
            assertThat(shop.isSlow()).isTrue();
            facts.append(Runs.stopping(stopped, StopCause.ABORTED));
            assertThat(facts.await(stopped, FaultReverted.class).reason()).isEqualTo(RevertReason.STOPPED);
        }
    }

    @Test
    void whenItsInjectorIsKilledTheWatchdogTellsItToStop() throws Exception {
        try (ChildInjector injector = ChildInjector.start(house, "assaulting-injector.log")) {
            RunId run = assaultFor(Duration.ofMinutes(5));
            assertThat(shop.isSlow()).isTrue();
            long killed = System.nanoTime();
            injector.kill();
            calmWithin(Duration.ofSeconds(3));
            System.out.println("Chaos Monkey was calmed %d ms after kill -9 of the injector, by its watchdog"
                    .formatted(Duration.ofNanos(System.nanoTime() - killed).toMillis()));
            try (ServiceUnderTest _ = ServiceUnderTest.start(InjectorService.class, "injector-service", house)) {
                assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.RECOVERED);
            }
        }
    }

    /** Another machine cannot hear of it but by the database. */
    @Test
    void whenItsWatchdogIsKilledTooAnInjectorOnAnotherMachineTellsItToStop() throws Exception {
        Map<String, Object> elsewhere = new LinkedHashMap<>(house);
        elsewhere.put("FAULTLINE_INSTANCE", house.get("FAULTLINE_INSTANCE") + "-elsewhere");
        elsewhere.put("faultline.injector.journal", "target/elsewhere/journal");
        try (ChildInjector injector = ChildInjector.start(house, "assaulting-injector-2.log")) {
            RunId run = assaultFor(Duration.ofMinutes(5));
            try (ServiceUnderTest _ = ServiceUnderTest.start(InjectorService.class, "injector-service", elsewhere)) {
                long killed = System.nanoTime();
                injector.killWithChildren();
                assertThat(shop.isSlow()).isTrue();
                calmWithin(Duration.ofSeconds(10));
                System.out.println("Chaos Monkey was calmed %d ms after kill -9 of injector and watchdog, by another"
                        .formatted(Duration.ofNanos(System.nanoTime() - killed).toMillis()));
                assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.RECOVERED);
            }
        }
    }

    private static RunId assaultFor(Duration duration) {
        RunId run = facts.newRun();
        Fault fault = Fault.of("slow-checkout", shop.assaultedBy(SpringBootAssault.LATENCY), duration, List.of());
        StepDue due = Runs.due(run, Runs.inject(fault));
        facts.append(new StepDue(run, due.project(), due.step(), due.at(), due.at().plus(Duration.ofMinutes(10))));
        facts.await(run, FaultInjected.class, SLOW_START);
        return run;
    }

    private static void calmWithin(Duration time) {
        Awaitility.await().atMost(time).pollInterval(Duration.ofMillis(10))
                .until(() -> shop.monkey().contains("\"enabled\":false"));
    }
}
