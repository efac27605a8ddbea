package io.faultline.injector.lease;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GuardRulesTest {
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), 100, 80);

    @Test
    void refusesWhatWouldLastLongerThanThisInjectorAllows() {
        assertThat(refusal(fault(601, Sequence.PARALLEL), BlastRadius.UNLIMITED, 1, 1)).contains(Refusal.TOO_LONG);
        assertThat(refusal(fault(300, Sequence.SERIAL), BlastRadius.UNLIMITED, 2, 4)).isEmpty();
        assertThat(refusal(fault(300, Sequence.SERIAL), BlastRadius.UNLIMITED, 3, 4)).contains(Refusal.TOO_LONG);
    }

    @Test
    void refusesToFreezeAKubeletForLong() {
        Limits limits = new Limits(Duration.ofHours(1), 100, 80);
        assertThat(GuardRules.objection(frozen(Duration.ofMinutes(10)), BlastRadius.UNLIMITED, plan(1, 1), limits))
                .isEmpty();
        assertThat(GuardRules.objection(frozen(Duration.ofSeconds(601)), BlastRadius.UNLIMITED, plan(1, 1), limits))
                .hasValueSatisfying(no -> {
                    assertThat(no.refusal()).isEqualTo(Refusal.TOO_LONG);
                    assertThat(no.reason()).contains("kubelet").contains("10m");
                });
    }

    private static Fault frozen(Duration duration) {
        return new Fault("f", new KubeletServiceKill(NodeTarget.named("node-1")), duration, null, null,
                Sequence.PARALLEL, null, List.of());
    }

    @Test
    void refusesASelectorThatMatchesNothing() {
        assertThat(refusal(BlastRadius.UNLIMITED, 0, 0)).as("Case 26").contains(Refusal.EMPTY_SELECTION);
    }

    @Test
    void saysWhereItLookedForWhatInVainAndHowToSeeWhatThereIs() {
        assertThat(nothing(new PodDelete(PodTarget.labelled("shopp", "app=cart"), false, null)))
                .isEqualTo("the selector matches nothing: no pod in namespace shopp with labels app=cart;"
                        + " see kubectl -n shopp get pods --show-labels");
        assertThat(nothing(new DeploymentScale(WorkloadTarget.deployment("shop", "carts"), 0)))
                .endsWith("no deployment in namespace shop named carts; see kubectl -n shop get deployments"
                        + " --show-labels");
        assertThat(nothing(new NodeCordon(new NodeTarget(List.of(), "zone=a", PodTarget.labelled("shop", "app=cart"),
                null, null))))
                .contains("no node with labels zone=a, with a pod in namespace shop with labels app=cart;");
    }

    private static String nothing(FaultSpec spec) {
        return GuardRules.objection(Fault.of("f", spec, Duration.ofSeconds(1), List.of()), BlastRadius.UNLIMITED,
                plan(0, 0), LIMITS).orElseThrow().reason();
    }

    @Test
    void refusesToHitMoreThanTheBlastRadius() {
        assertThat(refusal(BlastRadius.of(2, null), 2, 4)).isEmpty();
        assertThat(refusal(BlastRadius.of(2, null), 3, 4)).contains(Refusal.BLAST_RADIUS);
        assertThat(refusal(BlastRadius.of(null, 50), 3, 4)).contains(Refusal.BLAST_RADIUS);
    }

    @Test
    void refusesToHitNearlyAllOfSeveralUnlessTheExperimentSaysHowMany() {
        assertThat(refusal(BlastRadius.UNLIMITED, 4, 5)).as("Case 26").isEmpty();
        assertThat(refusal(BlastRadius.UNLIMITED, 5, 5)).contains(Refusal.BLAST_RADIUS);
        assertThat(refusal(BlastRadius.of(null, 100), 5, 5)).isEmpty();
        assertThat(refusal(BlastRadius.UNLIMITED, 1, 1)).as("the only one there is").isEmpty();
    }

    @Test
    void neverHitsMoreThanTheInjectorAllows() {
        assertThat(refusal(BlastRadius.of(null, 100), 100, 100)).as("Case 26").isEmpty();
        assertThat(refusal(BlastRadius.of(500, 100), 101, 101)).contains(Refusal.BLAST_RADIUS);
    }

    @Test
    void eachGuardSaysSomething() {
        assertThat(GuardRules.says(fault(10, Sequence.PARALLEL), BlastRadius.UNLIMITED, plan(1, 1), LIMITS))
                .extracting(GuardSays::guard).containsExactly(Guard.DURATION, Guard.SELECTION, Guard.BLAST_RADIUS);
    }

    private static Optional<Refusal> refusal(BlastRadius radius, int chosen, int matched) {
        return refusal(fault(10, Sequence.PARALLEL), radius, chosen, matched);
    }

    private static Optional<Refusal> refusal(Fault fault, BlastRadius radius, int chosen, int matched) {
        return GuardRules.objection(fault, radius, plan(chosen, matched), LIMITS).map(Objection::refusal);
    }

    private static Plan<Undo> plan(int chosen, int matched) {
        return new Plan<>(matched, IntStream.range(0, chosen).mapToObj(pid -> new Hit<Undo>(
                new HitTarget("process", "" + pid, ""), new Undo.LetGoOn(pid, 1), "")).toList());
    }

    private static Fault fault(int seconds, Sequence sequence) {
        return new Fault("f", new NoFault(), Duration.ofSeconds(seconds), null, null, sequence, null, List.of());
    }
}
