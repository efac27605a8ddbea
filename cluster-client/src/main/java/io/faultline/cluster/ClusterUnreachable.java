package io.faultline.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/** There is no way to a cluster, or it says no; the message says why and what to do about it. */
public final class ClusterUnreachable extends Exception {
    private static final String BUDGET = "DisruptionBudget";
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(100);

    private final int code;

    public ClusterUnreachable(String reason) {
        super(reason);
        this.code = 0;
    }

    public ClusterUnreachable(String reason, Throwable cause) {
        this(reason, cause, 0);
    }

    private ClusterUnreachable(String reason, Throwable cause, int code) {
        super(reason, cause);
        this.code = code;
    }

    /** @param doing what was asked of the cluster: "delete pod shop/cart-0" */
    public static ClusterUnreachable because(String doing, RuntimeException error) {
        int code = error instanceof KubernetesClientException known ? Math.max(0, known.getCode()) : 0;
        return new ClusterUnreachable("%s: %s".formatted(doing, code == 0 ? unanswered(error) : answered(code, error)),
                error, code);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** The cluster's answer as an HTTP status; 0 if there was none. */
    public int code() {
        return code;
    }

    /** Whether it is not the cluster that has too much to do, but a disruption budget that does not allow an eviction. */
    public boolean isBudget() {
        return details().map(StatusDetails::getCauses).stream().flatMap(List::stream)
                .anyMatch(cause -> BUDGET.equals(cause.getReason()));
    }

    /** How long to wait before the same is asked again, if that may help. */
    public Optional<Duration> later() {
        if (code == 0) {
            return isCut() ? Optional.of(SOON) : Optional.empty();
        }
        Optional<Duration> wanted = details().map(StatusDetails::getRetryAfterSeconds).filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds);
        boolean tooMuch = (code == 429 || code == 503) && !isBudget();
        return tooMuch ? Optional.of(wanted.orElse(LATER)) : wanted.filter(_ -> code >= 500);
    }

    /** Whether the connection was lost without an answer, as one is that nobody used for a while. */
    private boolean isCut() {
        boolean cut = false;
        for (Throwable each = getCause(); each != null; each = each.getCause()) {
            switch (each) {
                case HttpTimeoutException _,InterruptedIOException _,UnknownHostException _,SSLException _ -> {
                    return false;
                }
                case ConnectException _,NoRouteToHostException _ -> {
                    return false;
                }
                default -> cut |= each instanceof IOException;
            }
        }
        return cut;
    }

    private Optional<StatusDetails> details() {
        return getCause() instanceof RuntimeException error
                ? Optional.ofNullable(status(error)).map(Status::getDetails)
                : Optional.empty();
    }

    private static String answered(int code, RuntimeException error) {
        String said = said(error);
        return switch (code) {
            case 401 -> "the cluster does not accept the credential (401); it is wrong or has expired: renew it in the"
                    + " kubeconfig, or connect the cluster again";
            case 403 -> "the cluster does not allow it (403): %s; %s".formatted(said, remedy(said));
            case 404 -> "the cluster knows nothing of that kind or name (404): " + said;
            case 409 -> "it was changed by somebody else at the same time (409): " + said;
            case 422 -> "the cluster does not take it (422): " + said;
            case 429 -> "the cluster is asked too much (429)%s: %s".formatted(later(error), said);
            default -> code >= 500
                    ? "the cluster's API has trouble of its own (%d): %s; try again later".formatted(code, said)
                    : "the cluster answers %d: %s".formatted(code, said);
        };
    }

    /** Admission refuses as authorization does, and rights help against the latter only. The texts are Kubernetes' own. */
    private static String remedy(String forbidden) {
        if (forbidden.contains("violates PodSecurity")) {
            return "no right helps against that: label the namespace pod-security.kubernetes.io/enforce=privileged, or"
                    + " have helpers start in another one, by FAULTLINE_HELPER_NAMESPACE";
        }
        return forbidden.contains("exceeded quota")
                ? "raise that quota, or free some of it"
                : "grant it to that user, or use another infrastructure";
    }

    private static String later(RuntimeException error) {
        return Optional.ofNullable(status(error)).map(Status::getDetails)
                .map(details -> details.getRetryAfterSeconds())
                .map(seconds -> ", and wants to be left alone for %d s".formatted(seconds)).orElse("");
    }

    private static String said(RuntimeException error) {
        Status status = status(error);
        return status != null && status.getMessage() != null ? status.getMessage() : String.valueOf(error.getMessage());
    }

    private static @Nullable Status status(RuntimeException error) {
        return error instanceof KubernetesClientException known ? known.getStatus() : null;
    }

    private static String unanswered(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            switch (each) {
                case HttpTimeoutException _,TimeoutException _ -> {
                    return "the cluster did not answer in time; see whether its API server is well";
                }
                case UnknownHostException unknown -> {
                    return "the name of the cluster's API server cannot be resolved: " + unknown.getMessage();
                }
                case ConnectException _,NoRouteToHostException _ -> {
                    return "the cluster's API server cannot be reached; see whether it runs, and whether the kubeconfig"
                            + " names the right address";
                }
                case SSLException tls -> {
                    return "the cluster's certificate is not trusted: %s; see certificate-authority in the kubeconfig"
                            .formatted(tls.getMessage());
                }
                default -> {
                }
            }
        }
        return String.valueOf(error.getMessage());
    }
}
