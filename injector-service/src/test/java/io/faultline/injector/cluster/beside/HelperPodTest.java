package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Toleration;
import io.faultline.injector.fault.cluster.Marks;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HelperPodTest {
    private static final HelperSettings SETTINGS = HelperSettings.of("helper:1", "faultline", "Never");
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final PodSettings WISHES = new PodSettings(Map.of("disk", "ssd"),
            List.of(new Toleration("gpu", "Equal", "yes", "NoExecute", 60L)), Map.of("team", "shop"), 1000L, 1000L);

    private static Pod pod() {
        return pod(Map.of("faultline.io/fault-1", "mark"), Duration.ofMinutes(5));
    }

    private static Pod pod(Map<String, String> marks, Duration longest) {
        Pod pod = HelperPod.on("node-1", 7, marks, WISHES, SETTINGS, longest);
        pod.getMetadata().setCreationTimestamp(NOON.toString());
        return pod;
    }

    @Test
    void isKeptOnlyWhileItBearsAMark() {
        assertThat(pod().getMetadata().getFinalizers()).containsExactly(HelperPod.FINALIZER);
        assertThat(pod().getMetadata().getLabels()).containsEntry(Marks.LABEL, Marks.MARKED);
        Pod unmarked = pod(Map.of(), Duration.ofMinutes(5));
        assertThat(unmarked.getMetadata().getFinalizers()).isEmpty();
        assertThat(unmarked.getMetadata().getLabels()).doesNotContainKey(Marks.LABEL);
        assertThat(HelperPod.unmarked(pod(), "faultline.io/fault-2")).isNull();
        assertThat(HelperPod.unmarked(pod(), "faultline.io/fault-1").toString()).contains("finalizers=[]")
                .contains("faultline.io/marked=null");
        Pod twice = pod(Map.of("faultline.io/fault-1", "mark", "faultline.io/fault-2", "mark"), Duration.ZERO);
        assertThat(HelperPod.unmarked(twice, "faultline.io/fault-1").toString()).doesNotContain("finalizers")
                .doesNotContain("faultline.io/marked");
    }

    @Test
    void isTakenForTheOneThatWasWantedOnlyIfItIsLikeIt() {
        Map<String, String> mark = Map.of("faultline.io/fault-1", "mark");
        Pod wanted = pod(mark, Duration.ofMinutes(5));
        assertThat(wanted.getMetadata().getName()).isEqualTo("faultline-beside-0000000000000007");
        assertThat(HelperPod.isMadeAs(wanted, pod(mark, Duration.ofMinutes(5)))).isTrue();
        assertThat(HelperPod.isMadeAs(wanted, pod(Map.of(), Duration.ofMinutes(5)))).as("without its mark").isFalse();
        assertThat(HelperPod.isMadeAs(wanted, pod(Map.of("faultline.io/fault-1", "another"), Duration.ofMinutes(5))))
                .isFalse();
        Pod over = new PodBuilder(wanted).withNewStatus().withPhase("Failed").endStatus().build();
        assertThat(HelperPod.isMadeAs(wanted, over)).isFalse();
        Pod elsewhere = new PodBuilder(wanted).editSpec().withNodeName("node-2").endSpec().build();
        assertThat(HelperPod.isMadeAs(wanted, elsewhere)).isFalse();
        Pod others = new PodBuilder(wanted).editMetadata().withLabels(Map.of()).endMetadata().build();
        assertThat(HelperPod.isMadeAs(wanted, others)).isFalse();
    }

    @Test
    void isThereForWellLongerThanWhatItIsUsedFor() {
        Duration hour = Duration.ofHours(1);
        assertThat(HelperPod.lasts(pod(), NOON, hour)).isTrue();
        assertThat(HelperPod.lasts(pod(), NOON.plus(Duration.ofMinutes(49)), hour)).isTrue();
        assertThat(HelperPod.lasts(pod(), NOON.plus(Duration.ofMinutes(50)), hour)).isFalse();
        Pod forLong = pod(Map.of(), Duration.ofHours(5));
        assertThat(HelperPod.lasts(forLong, NOON, Duration.ofHours(5))).isTrue();
    }

    @Test
    void bearsWhatIsWishedForBesideItsMarks() {
        assertThat(pod().getMetadata().getAnnotations()).containsOnly(Map.entry("team", "shop"),
                Map.entry("faultline.io/fault-1", "mark"));
        assertThat(pod().getSpec().getTolerations()).hasSize(2).anySatisfy(each -> {
            assertThat(each.getKey()).isEqualTo("gpu");
            assertThat(each.getValue()).isEqualTo("yes");
            assertThat(each.getEffect()).isEqualTo("NoExecute");
            assertThat(each.getTolerationSeconds()).isEqualTo(60);
        });
    }

    @Test
    void isOnItsTargetsNodeAsRootWhateverIsWishedFor() {
        assertThat(pod().getSpec().getNodeName()).isEqualTo("node-1");
        assertThat(pod().getSpec().getNodeSelector()).isNullOrEmpty();
        assertThat(pod().getSpec().getTolerations()).anySatisfy(each -> {
            assertThat(each.getKey()).isNull();
            assertThat(each.getOperator()).isEqualTo("Exists");
            assertThat(each.getTolerationSeconds()).isNull();
        });
        assertThat(pod().getSpec().getContainers()).singleElement()
                .satisfies(each -> assertThat(each.getSecurityContext().getRunAsUser()).isZero());
    }

    @Test
    void whatIsWrongIsSaidWithWhatToDoAboutIt() {
        Pod pod = new PodBuilder(pod()).editMetadata().withName("beside-1").endMetadata().withNewStatus()
                .withPhase("Pending").endStatus().build();
        assertThat(HelperPod.trouble(pod, SETTINGS)).contains("not been started").contains("faultline/beside-1")
                .contains("node-1");
        Pod without = new PodBuilder(pod).editStatus().addNewContainerStatus().withNewState().withNewWaiting()
                .withReason("ErrImageNeverPull").endWaiting().endState().endContainerStatus().endStatus().build();
        assertThat(HelperPod.trouble(without, SETTINGS)).startsWith("ErrImageNeverPull").contains("node-1",
                "helper:1 (FAULTLINE_HELPER_IMAGE", "Never (FAULTLINE_HELPER_PULL_POLICY)",
                "no pull secrets (FAULTLINE_HELPER_PULL_SECRETS)");
    }
}
