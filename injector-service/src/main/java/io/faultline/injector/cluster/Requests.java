package io.faultline.injector.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import io.faultline.cluster.ClusterUnreachable;
import io.faultline.injector.fault.cluster.ClusterTrouble;

/**
 * Asks something of a cluster, and sees it through: a request whose sender was interrupted would still come about, after
 * its undo looked for it in vain.
 */
public final class Requests {
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("cluster-request-", 0).factory());

    private Requests() {}

    /** @param doing for people: "delete pod shop/cart-0" */
    public static <T> T ask(String doing, Supplier<T> request) throws ClusterTrouble {
        try {
            return answer(doing, request);
        } catch (ClusterUnreachable e) {
            throw new ClusterTrouble(e.reason(), e);
        }
    }

    /** For who wants to know the status of a refusal. */
    public static <T> T answer(String doing, Supplier<T> request) throws ClusterUnreachable {
        try {
            return CompletableFuture.supplyAsync(request, THREADS).join();
        } catch (CompletionException e) {
            throw ClusterUnreachable.because(doing,
                    e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause()));
        }
    }
}
