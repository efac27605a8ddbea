package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.ClusterUndo;
import org.jspecify.annotations.Nullable;

/** One node, whose helpers start at once. */
final class PodsPlayed implements HelperOnNode.Pods {
    final Map<String, HelperPlayed> started = new ConcurrentHashMap<>();
    final List<String> done = new CopyOnWriteArrayList<>();
    final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    /** What changes a pod waits for it. */
    final AtomicReference<CountDownLatch> slow = new AtomicReference<>(new CountDownLatch(0));

    /** Those that are deleted just now. */
    final Set<String> ending = ConcurrentHashMap.newKeySet();

    volatile boolean breaks;
    /** What those say of themselves that are started. */
    volatile String greeting = "6.1 by=us";

    private void change(String what) {
        waiting.add(Thread.currentThread());
        boolean interrupted = false;
        while (true) {
            try {
                slow.get().await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        done.add(what);
    }

    @Override
    public List<Pod> all() {
        return started.keySet().stream().map(this::pod).toList();
    }

    private Pod pod(String name) {
        return new PodBuilder().withNewMetadata().withName(name)
                .withDeletionTimestamp(ending.contains(name) ? "2026-01-01T00:00:00Z" : null).endMetadata()
                .withNewStatus().withPhase("Running").endStatus().build();
    }

    @Override
    public Optional<Pod> read(String name) {
        return started.containsKey(name) ? Optional.of(pod(name)) : Optional.empty();
    }

    @Override
    public boolean lasts(String name, Duration longest) {
        return true;
    }

    @Override
    public String create(Map<String, String> mark, PodSettings wishes, Duration longest) {
        String name = "helper-" + started.size();
        change("create " + name);
        HelperPlayed helper = new HelperPlayed(greeting);
        helper.breaks = breaks;
        started.put(name, helper);
        return name;
    }

    @Override
    public HelperLine line(String name, String id, Duration patience, HelperLine.Ear ear)
            throws IOException, InterruptedException {
        HelperPlayed helper = started.get(name);
        if (helper == null) {
            throw new IOException("there is no " + name);
        }
        return helper.line(name, id, ear);
    }

    @Override
    public boolean mark(String name, Map<String, String> wishes, Map<String, String> mark) {
        change("mark " + name);
        return !ending.contains(name);
    }

    @Override
    public void giveUp(String name, Set<String> keys) {
        done.add("give up " + name);
    }

    @Override
    public void discard(String name) {
        done.add("discard " + name);
    }

    @Override
    public void tidy() {
        done.add("tidy");
    }

    @Override
    public String trouble(String name) {
        return name + " has none";
    }

    @Override
    public void use(KubernetesClient now) {}

    @Override
    public Map<String, String> mark(String mark, String fault, ClusterUndo undo, Duration longest) {
        return Map.of("faultline.io/fault-" + mark, fault);
    }

    @Override
    public List<Pod> bearing(String mark) {
        return all();
    }

    @Override
    public void unmark(@Nullable String name, String mark) {
        done.add("unmark " + name);
    }

    @Override
    public boolean isNodeGone() {
        return false;
    }
}
