package io.faultline.injector.cluster.beside;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Pod;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Toleration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HelperPodTest {
    private static final HelperSettings SETTINGS = HelperSettings.of("helper:1", "faultline", "Never");
    private static final PodSettings WISHES = new PodSettings(Map.of("disk", "ssd"),
            List.of(new Toleration("gpu", "Equal", "yes", "NoExecute", 60L)), Map.of("team", "shop"), 1000L, 1000L);

    private static Pod pod() {
        return HelperPod.on("node-1", Map.of("faultline.io/fault-1", "mark"), WISHES, SETTINGS);
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
}
