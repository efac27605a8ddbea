package io.faultline.cluster;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;

import javax.net.ssl.SSLHandshakeException;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterUnreachableTest {
    private static ClusterUnreachable answered(int code, String message) {
        Status status = new StatusBuilder().withCode(code).withMessage(message).withNewDetails()
                .withRetryAfterSeconds(7).endDetails().build();
        return ClusterUnreachable.because("delete pod shop/cart-0", new KubernetesClientException("x", code, status));
    }

    @Test
    void saysWhatWasAskedWhatWasAnsweredAndWhatToDo() {
        assertThat(answered(401, "Unauthorized").reason()).startsWith("delete pod shop/cart-0: ")
                .contains("credential", "renew it");
        assertThat(answered(403, "pods is forbidden: User \"x\" cannot delete").reason())
                .contains("User \"x\" cannot delete", "grant it");
        assertThat(answered(404, "pods \"cart-0\" not found").reason()).contains("not found");
        assertThat(answered(429, "slow down").reason()).contains("left alone for 7 s");
        assertThat(answered(503, "etcd is gone").reason()).contains("trouble of its own (503)", "try again later");
        assertThat(answered(403, "").code()).isEqualTo(403);
    }

    @Test
    void saysWhyThereWasNoAnswer() {
        assertThat(unanswered(new HttpTimeoutException("t"))).contains("did not answer in time");
        assertThat(unanswered(new ConnectException("refused"))).contains("cannot be reached");
        assertThat(unanswered(new SSLHandshakeException("unknown ca"))).contains("not trusted");
    }

    private static String unanswered(Exception cause) {
        ClusterUnreachable trouble = ClusterUnreachable.because("list nodes",
                new KubernetesClientException("wrapped", new RuntimeException(cause)));
        assertThat(trouble.code()).isZero();
        return trouble.reason();
    }
}
