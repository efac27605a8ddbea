package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.fault.ApiUndo.LeftToRollout;
import io.faultline.injector.fault.ApiUndo.ScaleBack;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.cluster.Marks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OnACluster
class ScaleWorkloadsIT extends DriverContract<ScaleBack> {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static ClusterNamespace namespace;
    private static ClusterRig rig;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-scale");
        rig = new ClusterRig(namespace.kubeconfig());
        namespace.deploy("cart", 2);
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.close();
        }
    }

    @BeforeEach
    void asBefore() {
        namespace.awaitReady("cart", 2);
    }

    @Override
    protected Driver<ScaleBack> driver() {
        return to(0);
    }

    private static Driver<ScaleBack> to(int replicas) {
        return rig.driver(new DeploymentScale(WorkloadTarget.deployment(namespace.name(), "cart"), replicas));
    }

    private static Driver<ScaleBack> autoscaled(int replicas) {
        return rig.driver(new PodAutoscaler(WorkloadTarget.deployment(namespace.name(), "cart"), replicas));
    }

    private static ScaleBack planned(Driver<ScaleBack> driver, String mark) throws FaultRefused {
        return driver.plan(mark).hits().getFirst().undo();
    }

    @Override
    protected Mender mender() {
        return rig.mender();
    }

    @Override
    protected boolean isInForce() {
        return namespace.pods("cart").isEmpty();
    }

    @Test
    void theMarkSaysHowItIsMendedAndGoesWithTheEffect() throws Exception {
        ScaleBack undo = planned(driver(), "faultline-mark");
        driver().inject(undo, MINUTE);
        var meta = namespace.deployment("cart").getMetadata();
        assertThat(meta.getLabels()).containsEntry(Marks.LABEL, Marks.MARKED);
        assertThat(rig.reach().marks().in(meta.getAnnotations())).singleElement().satisfies(mark -> {
            assertThat(mark.undo()).isEqualTo(undo);
            assertThat(mark.house()).isEqualTo(ClusterRig.HOUSE);
        });
        mender().revert(undo);
        meta = namespace.deployment("cart").getMetadata();
        assertThat(meta.getLabels()).doesNotContainKey(Marks.LABEL);
        assertThat(meta.getAnnotations().keySet()).noneMatch(key -> key.startsWith(Marks.ANNOTATION));
    }

    @Test
    void whatSomebodyElseHasScaledMeanwhileStaysAsItIs() throws Exception {
        ScaleBack undo = planned(driver(), "faultline-mark");
        driver().inject(undo, MINUTE);
        namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").scale(1);
        mender().revert(undo);
        assertThat(namespace.size("cart")).isEqualTo(1);
        namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").scale(2);
    }

    /** As kubectl does it: the annotations of the former revision take the place of all there are. */
    @Test
    void isPutBackThoughSomebodyRolledBackToARevisionWithoutItsMark() throws Exception {
        ScaleBack undo = planned(driver(), "faultline-mark");
        driver().inject(undo, MINUTE);
        namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart")
                .patch(PatchContext.of(PatchType.JSON),
                        """
                        [{"op":"replace","path":"/metadata/annotations","value":{}}]""");
        mender().revert(undo);
        assertThat(namespace.size("cart")).isEqualTo(2);
        assertThat(namespace.deployment("cart").getMetadata().getLabels()).doesNotContainKey(Marks.LABEL);
        namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").scale(0);
        mender().revert(undo);
        assertThat(namespace.size("cart")).as("it was mended: that size is somebody else's wish").isZero();
        namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").scale(2);
    }

    /** A copy bears the mark of what it was made from; a rollback brings back one of weeks ago. */
    @Test
    void aMarkThatIsNotOfThisWorkloadOrLongOverIsNotWhatWasBefore() throws Exception {
        ScaleBack ofAnother = new ScaleBack(null, "deployment", namespace.name(), "cart", "another", "faultline-copied",
                7, 0);
        ScaleBack old = new ScaleBack(null, "deployment", namespace.name(), "cart",
                namespace.deployment("cart").getMetadata().getUid(), "faultline-old", 7, 0);
        Map<String, String> written = new HashMap<>(rig.reach().marks().annotation("faultline-copied", ofAnother,
                MINUTE));
        written.putAll(rig.reach().marks().annotation("faultline-old", old, Duration.ofMinutes(-5)));
        annotate(written);
        try {
            ScaleBack undo = planned(to(0), "faultline-mark");
            assertThat(undo.former()).isEqualTo(2);
            to(0).inject(undo, MINUTE);
            mender().revert(undo);
            assertThat(namespace.size("cart")).isEqualTo(2);
        } finally {
            written.replaceAll((_, _) -> null);
            annotate(written);
        }
    }

    private static void annotate(Map<String, String> annotations) {
        namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart")
                .patch(PatchContext.of(PatchType.JSON_MERGE),
                        Wire.mapper().writeValueAsString(Map.of("metadata", Map.of("annotations", annotations))));
    }

    @Test
    void ofTwoFaultsOnOneWorkloadTheLastEndPutsBackWhatWasBeforeTheFirst() throws Exception {
        ScaleBack first = planned(to(0), "faultline-first");
        to(0).inject(first, MINUTE);
        ScaleBack second = planned(to(1), "faultline-second");
        to(1).inject(second, MINUTE);
        mender().revert(first);
        assertThat(namespace.size("cart")).isEqualTo(1);
        mender().revert(second);
        assertThat(namespace.size("cart")).isEqualTo(2);
    }

    @Test
    void aRestartReplacesEveryPodWithNoneTooFewMeanwhileAndIsLeftToItsRollout() throws Exception {
        Driver<LeftToRollout> restart = rig
                .driver(new DeploymentRestart(WorkloadTarget.deployment(namespace.name(), "cart")));
        Set<String> before = uids();
        LeftToRollout undo = restart.plan("faultline-restart").hits().getFirst().undo();
        assertThat(uids()).isEqualTo(before);
        restart.inject(undo, MINUTE);
        // Its end takes nothing away: what was begun goes on until the last pod is a new one.
        mender().revert(undo);
        Awaitility.await().atMost(MINUTE).pollInterval(Duration.ofMillis(100)).until(() -> {
            List<Pod> pods = namespace.pods("cart");
            assertThat(pods.stream().filter(Readiness::isPodReady)).as("ready meanwhile")
                    .hasSizeGreaterThanOrEqualTo(2);
            return pods.size() == 2 && uids().stream().noneMatch(before::contains);
        });
        Set<String> after = uids();
        restart.inject(undo, MINUTE);
        Awaitility.await("restarted at the next interval, too").atMost(MINUTE)
                .until(() -> uids().size() == 2 && uids().stream().noneMatch(after::contains));
        assertThat(namespace.deployment("cart").getMetadata().getLabels()).doesNotContainKey(Marks.LABEL);
    }

    private static Set<String> uids() {
        return namespace.pods("cart").stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    }

    @Test
    void anAutoscalerFaultIsMadeWhenAllPodsAreReady() throws Exception {
        ScaleBack undo = planned(autoscaled(4), "faultline-up");
        autoscaled(4).inject(undo, MINUTE);
        assertThat(namespace.deployment("cart").getStatus().getReadyReplicas()).isEqualTo(4);
        mender().revert(undo);
    }

    @Test
    void anAutoscalerFaultFailsIfNotAllPodsGetReadyInTime() throws Exception {
        ScaleBack undo = planned(autoscaled(12), "faultline-up");
        try {
            assertThatThrownBy(() -> autoscaled(12).inject(undo, Duration.ofSeconds(3)))
                    .isInstanceOf(FaultRefused.class).hasMessageMatching("failed to scale: \\d+ of 12 pods .*");
        } finally {
            mender().revert(undo);
        }
        assertThat(namespace.size("cart")).isEqualTo(2);
    }
}
