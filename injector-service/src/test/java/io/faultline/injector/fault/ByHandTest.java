package io.faultline.injector.fault;

import java.util.UUID;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ByHandTest {
    @Test
    void namesTheCommandThatMendsThatCluster() {
        assertThat(helper(null).byHand()).isEqualTo("faultline revert --cluster --all");
        assertThat(helper(connected("/etc/kube/prod", null)).byHand())
                .isEqualTo("faultline revert --cluster --all --kubeconfig '/etc/kube/prod'");
        assertThat(helper(connected("/etc/kube/prod", "eu")).byHand()).endsWith("prod' --context 'eu'");
        assertThat(helper(connected(null, null)).byHand()).endsWith("--all with a kubeconfig of prod");
        assertThat(new ApiUndo.Uncordon(connected("/etc/kube/prod", null), "node-1", "uid", "m", false).byHand())
                .isEqualTo(
                        "kubectl uncordon node-1, or faultline revert --cluster --all --kubeconfig '/etc/kube/prod'");
    }

    private static BesideUndo helper(@Nullable Infrastructure where) {
        return new BesideUndo.EndBeside(where, "node-1", "m", "effect", "delay");
    }

    private static Infrastructure connected(@Nullable String kubeconfig, @Nullable String context) {
        return new Infrastructure("prod", new InfrastructureId(new UUID(1, 1)),
                kubeconfig == null ? InfrastructureKind.MANIFEST : InfrastructureKind.CONNECTOR, kubeconfig, context,
                null);
    }
}
