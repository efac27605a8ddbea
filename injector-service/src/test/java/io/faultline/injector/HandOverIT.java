package io.faultline.injector;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunFact;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two injectors on one machine, one of which is ended in order, or freezes. */
@Tag("long")
class HandOverIT {
    private static final Duration SLOW_START = Duration.ofSeconds(60);

    private final Map<String, Object> house = EmbeddedHouse.open().properties("injector-service");

    @Test
    void aFaultStaysInForceUntilItsPlannedEndThoughItsInjectorIsEnded() throws Exception {
        try (ChildInjector first = ChildInjector.start(house, "hand-over-1.log");
                Facts facts = Facts.open();
                Sleeper sleeper = Sleeper.start()) {
            RunId run = facts.newRun();
            FaultInjected injected = freeze(facts, run, sleeper, Duration.ofSeconds(25));
            try (ServiceUnderTest _ = successor()) {
                first.endInOrder();
                Awaitility.await().during(Duration.ofSeconds(2)).until(sleeper::isFrozen);
                FaultReverted reverted = facts.await(run, FaultReverted.class, SLOW_START);
                assertThat(reverted.reason()).as("Case 5").isEqualTo(RevertReason.PLANNED);
                assertThat(reverted.at()).isAfterOrEqualTo(injected.until());
                assertThat(sleeper.isFrozen()).isFalse();
            }
            assertThat(answers(facts, run)).hasExactlyElementsOfTypes(FaultInjected.class, FaultReverted.class);
        }
    }

    @Test
    void whatNobodyGoesOnWithIsMendedByTheWatchdogAndAnsweredForLater() throws Exception {
        try (ChildInjector first = ChildInjector.start(house, "hand-over-2.log");
                Facts facts = Facts.open();
                Sleeper sleeper = Sleeper.start()) {
            RunId run = facts.newRun();
            freeze(facts, run, sleeper, Duration.ofMinutes(5));
            first.endInOrder();
            sleeper.goesOnWithin(Duration.ofSeconds(15));
            try (ServiceUnderTest _ = successor()) {
                assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.RECOVERED);
            }
        }
    }

    @Test
    void aFrozenInjectorLosesItsLeaseAndKeepsSilentWhenItWakesUp() throws Exception {
        try (ChildInjector first = ChildInjector.start(house, "zombie.log");
                Facts facts = Facts.open();
                Sleeper sleeper = Sleeper.start()) {
            RunId run = facts.newRun();
            freeze(facts, run, sleeper, Duration.ofMinutes(5));
            try (ServiceUnderTest _ = successor()) {
                first.signal("STOP");
                long frozen = System.nanoTime();
                sleeper.goesOnWithin(Duration.ofSeconds(8));
                System.out.println("Mended %d ms after its owner froze"
                        .formatted(Duration.ofNanos(System.nanoTime() - frozen).toMillis()));
                first.signal("CONT");
                assertThat(facts.await(run, FaultReverted.class).reason()).as("Case 11")
                        .isEqualTo(RevertReason.RECOVERED);
                Awaitility.await().during(Duration.ofSeconds(3)).until(() -> answers(facts, run).size() == 2);
                assertThat(sleeper.isFrozen()).isFalse();
            }
        }
    }

    private FaultInjected freeze(Facts facts, RunId run, Sleeper sleeper, Duration duration) {
        facts.append(Runs.due(run, Runs.inject(sleeper.frozenFor("freeze", duration)), SLOW_START.plus(duration)));
        return facts.await(run, FaultInjected.class, SLOW_START);
    }

    /** Another injector on the same journal, another member of the same group. */
    private ServiceUnderTest successor() {
        Map<String, Object> other = new LinkedHashMap<>(house);
        other.put("FAULTLINE_INSTANCE", house.get("FAULTLINE_INSTANCE") + "-successor");
        other.put("faultline.injector.hand-over", false);
        return ServiceUnderTest.start(InjectorService.class, "injector-service", other);
    }

    private static List<RunFact> answers(Facts facts, RunId run) {
        return facts.all(run).stream().filter(fact -> fact instanceof FaultInjected || fact instanceof FaultReverted
                || fact instanceof FaultFailed).toList();
    }
}
