package io.faultline.probe.cluster;

import java.net.ConnectException;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.faultline.probe.compare.Judgement;
import org.jspecify.annotations.Nullable;

/** The API server gave no answer that could be measured; says why, and what to do about it. */
final class Unanswered extends Exception {
    private static final int FORBIDDEN = 403;
    private final transient Judgement judgement;

    Unanswered(Judgement judgement) {
        super(judgement.reason());
        this.judgement = judgement;
    }

    static Unanswered because(String why) {
        return new Unanswered(Judgement.unmeasurable(why));
    }

    static Unanswered because(KubernetesClientException e) {
        return because(words(e.getCode(), message(e)));
    }

    static String words(int code, String message) {
        if (code <= 0) {
            return "the API server cannot be reached: " + message;
        }
        return switch (code) {
            case 401 -> "the API server does not know who asks (401): renew the credential in the kubeconfig";
            case FORBIDDEN -> "the API server forbids it (403), grant it to the account of this kubeconfig: " + message;
            case 404 -> "the API server does not know it (404): " + message;
            case 429 -> "the API server has too much to do (429), ask less often or later: " + message;
            default -> "the API server answers %d: %s".formatted(code, message);
        };
    }

    private static String message(KubernetesClientException e) {
        @Nullable
        Status status = e.getStatus();
        if (status != null && status.getMessage() != null && !status.getMessage().isBlank()) {
            return status.getMessage();
        }
        Throwable last = e;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
            if (last instanceof ConnectException) {
                return "connection refused";
            }
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    Judgement judgement() {
        return judgement;
    }
}
