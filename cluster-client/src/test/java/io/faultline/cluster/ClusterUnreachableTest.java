package io.faultline.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

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
    void tellsWhatAdmissionRefusesFromWhatARightIsMissingFor() {
        assertThat(answered(403, "pods \"h\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces")
                .reason()).contains("pod-security.kubernetes.io/enforce=privileged").doesNotContain("grant");
        assertThat(answered(403, "pods \"h\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1")
                .reason()).contains("raise that quota").doesNotContain("grant");
    }

    @Test
    void saysWhyThereWasNoAnswer() {
        assertThat(unanswered(new HttpTimeoutException("t"))).contains("did not answer in time");
        assertThat(unanswered(new ConnectException("refused"))).contains("cannot be reached");
        assertThat(unanswered(new SSLHandshakeException("unknown ca"))).contains("not trusted");
    }

    @Test
    void saysWhenToAskAgain() {
        assertThat(answered(429, "slow down").later()).contains(Duration.ofSeconds(7));
        assertThat(answered(500, "the server could not find the requested resource in time").later())
                .contains(Duration.ofSeconds(7));
        assertThat(answered(403, "no").later()).isEmpty();
        assertThat(ClusterUnreachable.because("x", new KubernetesClientException("x", 500, null)).later()).isEmpty();
        assertThat(ClusterUnreachable.because("x", new KubernetesClientException("x", 503, null)).later())
                .contains(Duration.ofSeconds(1));
    }

    @Test
    void aLostConnectionIsReplacedSoonAndOneThatCannotBeMadeIsNot() {
        assertThat(later(new IOException("header parser received no bytes"))).contains(Duration.ofMillis(100));
        assertThat(later(new SocketException("Connection reset"))).isPresent();
        assertThat(later(new ConnectException("refused"))).isEmpty();
        assertThat(later(new HttpTimeoutException("t"))).isEmpty();
        assertThat(later(new UnknownHostException("h"))).isEmpty();
        assertThat(later(new SSLHandshakeException("unknown ca"))).isEmpty();
        assertThat(later(new IllegalStateException("ours"))).isEmpty();
    }

    private static Optional<Duration> later(Exception cause) {
        return ClusterUnreachable.because("x", new KubernetesClientException("x",
                cause instanceof IOException ? new IOException("wrapped", cause) : cause)).later();
    }

    private static String unanswered(Exception cause) {
        ClusterUnreachable trouble = ClusterUnreachable.because("list nodes",
                new KubernetesClientException("wrapped", new RuntimeException(cause)));
        assertThat(trouble.code()).isZero();
        return trouble.reason();
    }
}
