package io.faultline.injector.cluster;

import java.time.Duration;

import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.Mender;
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

    @Test
    void aPodThatTookOverTheNameIsNotHit() throws Exception {
        LeftToController now = driver().plan("m").hits().getFirst().undo();
        driver().inject(new LeftToController(null, now.namespace(), now.pod(), "00000000-0000-0000-0000-000000000000"),
                Duration.ofSeconds(5));
        assertThat(isInForce()).isFalse();
    }
}
