package io.faultline.experiment.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.SecretReference;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.NoFault;
import io.faultline.experiment.stop.Halt;
import io.faultline.testkit.Experiments;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GuardRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Limits LIMITS = new Limits(Duration.ofHours(1), Duration.ofMinutes(10));

    @Test
    void aHaltRefusesAndSaysWhoWhyAndSinceWhen() {
        assertThat(GuardRules.halt(Optional.empty()).allowed()).isTrue();
        Guard refused = GuardRules.halt(Optional.of(new Halt(1, "ana", "INC-991", NOW, 3, null)));
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.says()).contains("ana", "INC-991", "2026-11-21T09:00:00Z", "DELETE /api/v1/halt");
    }

    @Test
    void ofSeveralWindowsInForceTheOneThatEndsLastIsNamed() {
        List<BlackoutWindow> windows = List.of(until("short", NOW.plusSeconds(60)),
                until("long", NOW.plusSeconds(3600)), until("over", NOW));
        Guard refused = GuardRules.blackout(windows, NOW);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.says()).contains("'long'", "2026-11-21T10:00:00Z", "because of long");
        assertThat(GuardRules.blackout(windows, NOW.plusSeconds(3600)).allowed()).isTrue();
        assertThat(GuardRules.blackout(List.of(), NOW).allowed()).isTrue();
    }

    @Test
    void aFaultOrARunThatMayTakeTooLongIsRefusedByItsPlace() {
        assertThat(GuardRules.duration(spec(null, lasting(600)), LIMITS).allowed()).isTrue();
        assertThat(places(spec(null, lasting(10), lasting(601)))).containsExactly("/spec/stages/1/faults/0/duration");
        assertThat(places(spec(Duration.ofMinutes(61), lasting(10)))).containsExactly("/spec/maxDuration");
        assertThat(places(spec(null, lasting(600), lasting(600), lasting(600), lasting(600), lasting(600), lasting(600),
                lasting(1)))).containsExactly("/spec/stages");
        assertThat(GuardRules.duration(spec(Duration.ofMinutes(5), lasting(10)), LIMITS).says())
                .isEqualTo("Its stages take at least 10s, the run 5m at most; a run may take 1h and a fault 10m.");
    }

    @Test
    void stopConditionsAndSecretsAreNamedButNeverTheirValues() {
        ExperimentSpec spec = new ExperimentSpec(null, List.of(lasting(1)), null, BlastRadius.UNLIMITED,
                Experiments.payments().spec().faults().getFirst().probes(), Map.of(),
                Map.of("token", new SecretReference("FAULTLINE_SECRET_TOKEN")), null);
        assertThat(GuardRules.stopConditions(spec.stopConditions()).says()).contains(
                "'" + spec.stopConditions().getFirst().name() + "' (http)");
        assertThat(GuardRules.secrets(spec).says()).endsWith("'token' from FAULTLINE_SECRET_TOKEN.");
        assertThat(GuardRules.stopConditions(List.of()).says()).contains("no stop condition");
    }

    private static List<String> places(ExperimentSpec spec) {
        Guard guard = GuardRules.duration(spec, LIMITS);
        assertThat(guard.allowed()).isFalse();
        return guard.places().stream().map(Complaint::pointer).toList();
    }

    private static BlackoutWindow until(String name, Instant end) {
        return new BlackoutWindow(name, "because of " + name, new Once(NOW.minusSeconds(60), end), null);
    }

    private static Stage lasting(int seconds) {
        return Stage.of(Fault.of("f" + seconds, new NoFault(), Duration.ofSeconds(seconds), List.of()));
    }

    private static ExperimentSpec spec(@Nullable Duration longest, Stage... stages) {
        return new ExperimentSpec(null, List.of(stages), null, BlastRadius.UNLIMITED, List.of(), Map.of(), Map.of(),
                longest);
    }
}
