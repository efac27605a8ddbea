package io.faultline.probe.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.faultline.cluster.ClusterClients;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.wire.DurationText;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Place;
import org.jspecify.annotations.Nullable;

/** Asks API servers, for so long and no longer. Whoever is cut is interrupted, which ends the request it waits for. */
record Asking(ClusterClients clients, Bounded bounded) {
    /** What is asked of a cluster. */
    @FunctionalInterface
    interface Question<T> {
        T ask(KubernetesClient client) throws Unanswered;
    }

    private record Answer<T>(@Nullable T given, @Nullable Unanswered none) {}

    <T> T ask(@Nullable Infrastructure where, Duration timeout, Question<T> question)
            throws InterruptedException, Unanswered {
        try {
            Answer<T> answer = bounded.within(timeout, () -> answer(where, question));
            if (answer.given() == null) {
                throw answer.none() == null ? Unanswered.because("the API server answered nothing") : answer.none();
            }
            return answer.given();
        } catch (TimeoutException _) {
            throw Unanswered.because("the API server did not answer within " + new DurationText(timeout));
        } catch (IOException e) {
            throw Unanswered.because(String.valueOf(e.getMessage()));
        }
    }

    private <T> Answer<T> answer(@Nullable Infrastructure where, Question<T> question) {
        try {
            return new Answer<>(question.ask(clients.to(where)), null);
        } catch (ClusterUnreachable e) {
            return new Answer<>(null, Unanswered.because(e.reason()));
        } catch (KubernetesClientException e) {
            return new Answer<>(null, Unanswered.because(e));
        } catch (Unanswered e) {
            return new Answer<>(null, e);
        }
    }

    /** A cluster that was connected for one namespace is left alone in all others. */
    static void requireWithin(Place place, @Nullable String namespace) throws Unanswered {
        if (place.infrastructure() == null || place.infrastructure().namespace() == null) {
            return;
        }
        String only = place.infrastructure().namespace();
        if (!only.equals(namespace)) {
            throw Unanswered.because("infrastructure '%s' may be used in namespace %s only, and this is about %s"
                    .formatted(place.infrastructure().name(), only,
                            namespace == null || namespace.equals("*") ? "the whole cluster" : namespace));
        }
    }
}
