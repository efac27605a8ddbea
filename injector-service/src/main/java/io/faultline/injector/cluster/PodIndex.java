package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.PodSeen;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pods that can be seen of a cluster, kept by an informer as long as somebody asks for them. Informers have been
 * known to fall silent: what it knows of the namespaces asked for is held against a list from time to time, and one that
 * is wrong twice in a row is started anew. Until it is right, nobody is answered from it.
 */
final class PodIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PodIndex.class);
    private static final long PAGE = 500;
    private static final Duration UNUSED = Duration.ofMinutes(10);
    /** So many namespaces are compared at a time, however many are asked for. */
    private static final int SAMPLE = 20;

    /** Lists the pods of a namespace from the cluster itself. */
    interface Listing {
        List<PodSeen> of(String namespace) throws ClusterTrouble;
    }

    /** An informer and what it has filled, from its start to its end. */
    private record Running(SharedIndexInformer<Pod> informer, SeenPods pods) {}

    /**
     * A pod that is not as the index has it.
     *
     * @param known as which it has it; null: not at all
     */
    private record Wrong(String uid, @Nullable PodSeen known) {}

    private final String cluster;
    private final KubernetesClient client;
    private final @Nullable String onlyNamespace;
    private final Listing listing;
    private final Map<String, Long> askedFor = new ConcurrentHashMap<>();
    private volatile @Nullable Running running;
    private volatile boolean suspect;
    private volatile boolean troubleTold;
    private Map<String, Set<Wrong>> wrong = Map.of();

    PodIndex(String cluster, KubernetesClient client, @Nullable String onlyNamespace, Listing listing) {
        this.cluster = cluster;
        this.client = client;
        this.onlyNamespace = onlyNamespace;
        this.listing = listing;
    }

    /** Empty while it cannot be relied on. */
    Optional<List<PodSeen>> pods(String namespace) {
        askedFor.put(namespace, System.nanoTime());
        Running now = running;
        if (now == null) {
            start();
            return Optional.empty();
        }
        return isReliable(now) ? Optional.of(now.pods().in(namespace)) : Optional.empty();
    }

    /** Whether it answers from what its informer knows. */
    boolean isReliable() {
        Running now = running;
        return now != null && isReliable(now);
    }

    private boolean isReliable(Running now) {
        return !suspect && now.informer().hasSynced() && now.informer().isWatching();
    }

    private synchronized void start() {
        if (running != null) {
            return;
        }
        SeenPods pods = new SeenPods();
        SharedIndexInformer<Pod> informer = scope().runnableInformer(0).removeNamespaceIndex().itemStore(pods)
                .exceptionHandler((_, trouble) -> isWorthAnotherTry(trouble));
        suspect = false;
        wrong = Map.of();
        running = new Running(informer, pods);
        informer.start();
    }

    private Informable<Pod> scope() {
        return onlyNamespace == null
                ? client.pods().inAnyNamespace().withLimit(PAGE)
                : client.pods().inNamespace(onlyNamespace).withLimit(PAGE);
    }

    /** It always is: what is not allowed now may be granted, and the informer tries more and more seldom. */
    private boolean isWorthAnotherTry(Throwable trouble) {
        if (troubleTold) {
            LOG.debug("The informer of {} has trouble", cluster, trouble);
        } else {
            troubleTold = true;
            LOG.info("Pods of {} are listed when asked for until they can be watched: {}", cluster,
                    trouble.getMessage());
        }
        return true;
    }

    /** Holds it against the cluster; returns whether it has to be looked at again soon. */
    synchronized boolean check() {
        long now = System.nanoTime();
        askedFor.values().removeIf(at -> now - at > UNUSED.toNanos());
        Running checked = running;
        if (checked == null) {
            return false;
        }
        if (askedFor.isEmpty()) {
            close();
            return false;
        }
        if (!checked.informer().isRunning()) {
            restart("it has stopped");
            return false;
        }
        return checked.informer().hasSynced() && compare(checked.pods());
    }

    private boolean compare(SeenPods known) {
        Map<String, Set<Wrong>> before = wrong;
        Map<String, Set<Wrong>> found = new HashMap<>();
        for (String namespace : sample()) {
            try {
                Set<Wrong> differs = differing(known, namespace);
                if (!differs.isEmpty()) {
                    found.put(namespace, differs);
                }
            } catch (ClusterTrouble e) {
                LOG.debug("The index of {} cannot be checked: {}", cluster, e.reason());
                suspect = true;
                return true;
            }
        }
        boolean stillWrong = found.entrySet().stream().anyMatch(each -> before
                .getOrDefault(each.getKey(), Set.of()).stream().anyMatch(each.getValue()::contains));
        if (stillWrong) {
            restart("it has missed what became of pods in " + found.keySet());
            return false;
        }
        wrong = found;
        suspect = !found.isEmpty();
        return suspect;
    }

    /** An informer that is silent is so for all of them; those found wrong, and those asked for last, stand for the rest. */
    private List<String> sample() {
        return askedFor.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> each) -> !wrong.containsKey(each.getKey()))
                        .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder())))
                .limit(SAMPLE).map(Map.Entry::getKey).toList();
    }

    /**
     * Pods of a namespace that are known as the same before and after it was listed, but not as they are in the list, and
     * those in the list that are known at neither time; some may still be on their way.
     */
    private Set<Wrong> differing(SeenPods known, String namespace) throws ClusterTrouble {
        Map<String, PodSeen> before = known.byUidIn(namespace);
        Map<String, PodSeen> there = listing.of(namespace).stream()
                .collect(Collectors.toMap(PodSeen::uid, pod -> pod, (_, last) -> last));
        Map<String, PodSeen> after = known.byUidIn(namespace);
        Set<Wrong> differs = new HashSet<>();
        before.forEach((uid, pod) -> {
            if (pod.equals(after.get(uid)) && !pod.equals(there.get(uid))) {
                differs.add(new Wrong(uid, pod));
            }
        });
        there.keySet().stream().filter(uid -> !before.containsKey(uid) && !after.containsKey(uid))
                .forEach(uid -> differs.add(new Wrong(uid, null)));
        return differs;
    }

    private void restart(String why) {
        LOG.warn("The informer of pods in {} is started anew: {}", cluster, why);
        close();
        start();
    }

    @Override
    public synchronized void close() {
        Running old = running;
        running = null;
        if (old != null) {
            old.informer().stop();
        }
    }
}
