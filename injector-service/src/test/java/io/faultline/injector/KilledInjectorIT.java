package io.faultline.injector;

import java.time.Duration;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.StepDue;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The promise in full: the whole service in a JVM of its own, killed with a fault in force. */
class KilledInjectorIT {
    @Test
    void aFrozenProcessGoesOnAtOnceAndTheNextStartAnswersForIt() throws Exception {
        Map<String, Object> house = EmbeddedHouse.open().properties("injector-service");
        try (ChildInjector injector = ChildInjector.start(house, "killed-injector.log");
                Facts facts = Facts.open();
                Sleeper sleeper = Sleeper.start()) {
            RunId run = facts.newRun();
            Duration tenMinutes = Duration.ofMinutes(10);
            StepDue due = Runs.due(run, Runs.inject(sleeper.frozenFor("freeze", Duration.ofMinutes(5))));
            facts.append(new StepDue(run, due.project(), due.step(), due.at(), due.at().plus(tenMinutes)));
            facts.await(run, FaultInjected.class, Duration.ofSeconds(60));
            assertThat(sleeper.isFrozen()).isTrue();
            injector.kill();
            sleeper.goesOnWithin(Duration.ofSeconds(1));
            try (ServiceUnderTest _ = ServiceUnderTest.start(InjectorService.class, "injector-service", house)) {
                assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.RECOVERED);
            }
        }
    }
}
