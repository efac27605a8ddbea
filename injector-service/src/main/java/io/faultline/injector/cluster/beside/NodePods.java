package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.cluster.MarkedChange;
import io.faultline.injector.cluster.Requests;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/** The helper pods of a node as the cluster has them: started, marked while they have something in force, done away with. */
final class NodePods implements HelperOnNode.Pods {
    private static final int TRIES = 3;

    private final @Nullable String node;
    private final Marks marks;
    private final HelperSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    /** As they were last seen: a change of one costs one request as long as nobody else changes it. */
    private final Map<String, Pod> seen = new ConcurrentHashMap<>();
    private volatile KubernetesClient client;

    /**
     * @param node all of them without one
     * @param random names those that are started
     */
    NodePods(KubernetesClient client, @Nullable String node, Marks marks, HelperSettings settings,
            InstantSource clock, RandomGenerator random) {
        this.client = client;
        this.node = node;
        this.marks = marks;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void use(KubernetesClient now) {
        client = now;
    }

    PodResource resource(String name) {
        return client.pods().inNamespace(settings.namespace()).withName(name);
    }

    @Override
    public HelperLine line(String name, String id, Duration patience, HelperLine.Ear ear)
            throws IOException, InterruptedException {
        return HelperLine.attach(resource(name), name, id, patience, ear);
    }

    @Override
    public List<Pod> all() throws ClusterTrouble {
        List<Pod> all = Requests.ask("look for helpers", () -> {
            var helpers = client.pods().inNamespace(settings.namespace()).withLabel(HelperPod.COMPONENT,
                    HelperPod.HELPER);
            return (node == null ? helpers : helpers.withField("spec.nodeName", node)).list().getItems();
        });
        all.forEach(each -> seen.put(name(each), each));
        return all;
    }

    @Override
    public List<Pod> bearing(String mark) throws ClusterTrouble {
        String key = marks.key(mark);
        return all().stream().filter(each -> each.getMetadata().getAnnotations() != null
                && each.getMetadata().getAnnotations().containsKey(key)).toList();
    }

    @Override
    public Optional<Pod> read(String name) throws ClusterTrouble {
        Optional<Pod> now = Requests.ask("read helper " + name, () -> Optional.ofNullable(resource(name).get()));
        now.ifPresentOrElse(pod -> seen.put(name, pod), () -> seen.remove(name));
        return now;
    }

    /** Whether it is there, and would be longer than an effect of that length. */
    @Override
    public boolean lasts(String name, Duration longest) {
        Pod pod = seen.get(name);
        return pod != null && HelperPod.lasts(pod, clock.instant(), longest);
    }

    @Override
    public boolean isNodeGone() {
        try {
            return Requests.ask("read node " + node, () -> client.nodes().withName(node).get() == null);
        } catch (ClusterTrouble e) {
            return false;
        }
    }

    @Override
    public Map<String, String> mark(String mark, String fault, ClusterUndo undo, Duration longest) {
        String text = marks.annotation(fault, undo, longest).values().iterator().next();
        return Map.of(marks.key(mark), text);
    }

    /** A new one, which bears a mark from its beginning. */
    @Override
    public String create(Map<String, String> mark, PodSettings wishes, Duration longest) throws ClusterTrouble {
        Pod wanted = HelperPod.on(String.valueOf(node), random.nextLong(), mark, wishes, settings, longest);
        Pod made;
        try {
            made = create(wanted);
        } catch (ClusterUnreachable e) {
            if (e.code() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw new ClusterTrouble(e.reason(), e);
            }
            made = createWithNamespace(wanted);
        }
        seen.put(name(made), made);
        return name(made);
    }

    /** A request whose answer was lost is repeated, and finds what it has made. */
    private Pod create(Pod wanted) throws ClusterUnreachable {
        try {
            return Requests.answer("start a helper",
                    () -> client.pods().inNamespace(settings.namespace()).resource(wanted).create());
        } catch (ClusterUnreachable e) {
            if (e.code() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return Requests.answer("read a helper", () -> Optional.ofNullable(resource(name(wanted)).get()))
                    .filter(there -> HelperPod.isMadeAs(wanted, there)).orElseThrow(() -> e);
        }
    }

    private Pod createWithNamespace(Pod wanted) throws ClusterTrouble {
        try {
            createNamespace();
            return create(wanted);
        } catch (ClusterUnreachable e) {
            throw new ClusterTrouble("namespace %s for helpers is missing, and cannot be made (%s); make it, or set"
                    .formatted(settings.namespace(), e.reason()) + " faultline.cluster.helper-namespace", e);
        }
    }

    private void createNamespace() throws ClusterUnreachable {
        try {
            Requests.answer("make a namespace", () -> client.namespaces().resource(new NamespaceBuilder()
                    .withNewMetadata().withName(settings.namespace())
                    .addToLabels("pod-security.kubernetes.io/enforce", "privileged").endMetadata().build()).create());
        } catch (ClusterUnreachable e) {
            if (e.code() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    /** Before the effect is made; what is wished for is written beside. */
    @Override
    public boolean mark(String name, Map<String, String> wishes, Map<String, String> mark) throws ClusterTrouble {
        Map<String, String> annotations = new HashMap<>(wishes);
        annotations.putAll(mark);
        if (annotations.isEmpty()) {
            return true;
        }
        return change("mark", name, pod -> {
            if (!HelperPod.stays(pod)) {
                return null;
            }
            Map<String, Object> meta = new HashMap<>(Map.of("annotations", annotations));
            if (!mark.isEmpty()) {
                meta.putAll(MarkedChange.marked(annotations));
                meta.put("finalizers", List.of(HelperPod.FINALIZER));
            }
            return Map.of("metadata", meta);
        }).filter(HelperPod::stays).isPresent();
    }

    /** One that is over, and bears none any more, goes. */
    @Override
    public void unmark(@Nullable String name, String mark) throws ClusterTrouble {
        List<String> names = new ArrayList<>();
        if (name == null) {
            bearing(mark).forEach(each -> names.add(name(each)));
        } else {
            names.add(name);
        }
        for (String each : names) {
            Optional<Pod> now = change("unmark", each, pod -> HelperPod.unmarked(pod, marks.key(mark)));
            if (now.isPresent() && HelperPod.isOver(now.get())) {
                discard(each);
            }
        }
    }

    /** One in which nothing was made, with the marks it was created with. */
    @Override
    public void giveUp(String name, Set<String> keys) throws ClusterTrouble {
        for (String key : keys) {
            change("unmark", name, pod -> HelperPod.unmarked(pod, key));
        }
        discard(name);
    }

    /** One after the other: they would only be in each other's way. */
    private synchronized Optional<Pod> change(String doing, String name,
            Function<Pod, @Nullable Map<String, Object>> change)
            throws ClusterTrouble {
        Pod known = seen.get(name);
        Optional<Pod> pod = known == null || change.apply(known) == null ? read(name) : Optional.of(known);
        if (pod.isEmpty()) {
            return pod;
        }
        Optional<Pod> now = new MarkedChange<>(client, resource(name), "helper " + name,
                pod.get().getMetadata().getUid()).make(doing, pod, change);
        now.ifPresentOrElse(changed -> seen.put(name, changed), () -> seen.remove(name));
        return now;
    }

    /** Does away with it, unless it is marked by then: somebody needs it, or what the mark tells of. */
    @Override
    public void discard(String name) throws ClusterTrouble {
        Optional<Pod> now = Optional.ofNullable(seen.get(name));
        for (int tries = 0; tries < TRIES; tries++) {
            now = now.isEmpty() ? read(name) : change("release", name, HelperPod::released);
            if (now.isEmpty() || HelperPod.isMarked(now.get()) || isDeleted(now.get())) {
                return;
            }
            now = read(name);
        }
    }

    /** Whether it was still the same when it was deleted, or is gone. */
    private boolean isDeleted(Pod pod) throws ClusterTrouble {
        try {
            Requests.answer("delete helper " + name(pod), () -> client.resource(pod)
                    .lockResourceVersion(pod.getMetadata().getResourceVersion()).delete());
        } catch (ClusterUnreachable e) {
            if (e.code() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            if (e.code() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw new ClusterTrouble(e.reason(), e);
            }
        }
        seen.remove(name(pod));
        return true;
    }

    /** Those go that are over, and of which nothing is left: what their injector does, unless it was killed. */
    @Override
    public void tidy() throws ClusterTrouble {
        for (Pod each : all()) {
            if (HelperPod.isOver(each) && !HelperPod.isMarked(each)) {
                discard(name(each));
            }
        }
    }

    @Override
    public String trouble(String name) throws ClusterTrouble {
        return read(name).map(pod -> HelperPod.trouble(pod, settings)).orElse("it was deleted while it started");
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
