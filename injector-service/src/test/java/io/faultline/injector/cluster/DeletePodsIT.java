package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.Mender;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@OnACluster
class DeletePodsIT extends DriverContract<LeftToController> {
    private static ClusterNamespace namespace;
    private static ClusterRig rig;
    private String uid;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-delete-pods");
        rig = new ClusterRig(namespace.kubeconfig());
        namespace.deploy("cart", 1);
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.close();
        }
    }

    @BeforeEach
    void waitForAPod() {
        namespace.awaitReady("cart", 1);
        uid = namespace.pods("cart").getFirst().getMetadata().getUid();
    }

    @Override
    protected Driver<LeftToController> driver() {
        return rig.driver(new PodDelete(PodTarget.labelled(namespace.name(), "app=cart"), false, null));
    }

    @Override
    protected Mender mender() {
        return rig.mender();
    }

    @Override
    protected boolean isInForce() {
        return namespace.pods("cart").stream().noneMatch(pod -> pod.getMetadata().getUid().equals(uid));
    }

    @Override
    protected boolean canBeTakenAway() {
        return false;
    }

    /** Each of a pod of its own, whose process heeds no signal and has a minute to. */
    @Test
    void aPodIsGivenItsOwnTimeOrWhatIsGivenOrNone() throws Exception {
        List.of("own", "given", "none").forEach(DeletePodsIT::runStubborn);
        List.of("own", "given", "none").forEach(name -> namespace.client().pods().inNamespace(namespace.name())
                .withName(name).waitUntilReady(1, TimeUnit.MINUTES));
        try {
            delete("own", false, null);
            delete("given", false, Duration.ofMillis(4_500));
            delete("none", true, null);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> stubborn("none") == null);
            assertThat(stubborn("own").getDeletionGracePeriodSeconds()).isEqualTo(60);
            assertThat(stubborn("given").getDeletionGracePeriodSeconds()).as("whole seconds, never none of them")
                    .isEqualTo(5);
        } finally {
            namespace.client().pods().inNamespace(namespace.name()).withLabel("app", "stubborn").withGracePeriod(0)
                    .delete();
        }
    }

    private static void runStubborn(String name) {
        namespace.client().pods().inNamespace(namespace.name()).resource(new PodBuilder().withNewMetadata()
                .withName(name).addToLabels("app", "stubborn").endMetadata().withNewSpec()
                .withTerminationGracePeriodSeconds(60L).addNewContainer().withName("main")
                .withImage(RealCluster.BUSYBOX).withImagePullPolicy("Never")
                .withCommand("sh", "-c", "trap '' TERM; while :; do sleep 1; done").endContainer().endSpec().build())
                .create();
    }

    private static void delete(String name, boolean force, @Nullable Duration grace) throws Exception {
        PodTarget target = new PodTarget(namespace.name(), null, List.of(name), null, null, null, null, null, null,
                null, null, false);
        Driver<LeftToController> driver = rig.driver(new PodDelete(target, force, grace));
        driver.inject(driver.plan("m").hits().getFirst().undo(), Duration.ofSeconds(5));
    }

    private static ObjectMeta stubborn(String name) {
        Pod pod = namespace.client().pods().inNamespace(namespace.name()).withName(name).get();
        return pod == null ? null : pod.getMetadata();
    }

    @Test
    void aPodThatTookOverTheNameIsNotHit() throws Exception {
        LeftToController now = driver().plan("m").hits().getFirst().undo();
        driver().inject(new LeftToController(null, now.namespace(), now.pod(), "00000000-0000-0000-0000-000000000000"),
                Duration.ofSeconds(5));
        assertThat(isInForce()).isFalse();
    }
}
