package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
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
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    /** Connections that nobody used for a while may be lost; one that was made for this is not, unless it cannot be. */
    private static final int CUTS = 2;

    private Requests() {}

    /** @param doing for people: "delete pod shop/cart-0" */
    public static <T> T ask(String doing, Supplier<T> request) throws ClusterTrouble {
        try {
            return answer(doing, request);
        } catch (ClusterUnreachable e) {
            throw new ClusterTrouble(e.reason(), e);
        }
    }

    /**
     * For who wants to know the status of a refusal. A cluster that is asked too much, or is not ready, is asked again
     * when it wants to be, for a while, and one the connection to which was lost, by another one; who is interrupted meanwhile is told why there is no answer yet.
     */
    public static <T> T answer(String doing, Supplier<T> request) throws ClusterUnreachable {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        int cut = 0;
        while (true) {
            try {
                return once(doing, request);
            } catch (ClusterUnreachable e) {
                long pause = e.later().orElse(PATIENCE).toNanos();
                cut += e.code() == 0 ? 1 : 0;
                if (cut > CUTS || giveUp - System.nanoTime() <= pause || !isRested(pause)) {
                    throw e;
                }
            }
        }
    }

    /** Whether nobody wanted it to end meanwhile. */
    private static boolean isRested(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return !Thread.currentThread().isInterrupted();
    }

    private static <T> T once(String doing, Supplier<T> request) throws ClusterUnreachable {
        try {
            return CompletableFuture.supplyAsync(request, THREADS).join();
        } catch (CompletionException e) {
            throw ClusterUnreachable.because(doing,
                    e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause()));
        }
    }
}
