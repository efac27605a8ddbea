package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The helper on one node: found again or started when it is needed, renewed while it is ours, replaced when it is lost. */
final class HelperOnNode {
    private static final Logger LOG = LoggerFactory.getLogger(HelperOnNode.class);
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String FREEZES = "freeze-kubelet ";

    private final String node;
    private final String owner;
    private final Marks marks;
    private final HelperSettings settings;
    private final Map<String, BesideUndo> held = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private @Nullable HelperLine line;
    private String pod = "";
    private volatile long usedAt = System.nanoTime();
    private volatile KubernetesClient client;
    private volatile boolean closed;

    HelperOnNode(KubernetesClient client, String node, String owner, Marks marks, HelperSettings settings) {
        this.client = client;
        this.node = node;
        this.owner = owner;
        this.marks = marks;
        this.settings = settings;
    }

    /** Another client, when the credential of the one before was replaced. */
    void use(KubernetesClient now) {
        client = now;
    }

    /** @param wishes how it is to be if it is started for this; one that is there already bears their annotations, too */
    String make(BesideUndo undo, PodSettings wishes, Duration longest) throws IOException, InterruptedException {
        boolean leavesSomething = undo instanceof BesideUndo.EndBeside;
        Map<String, String> mark = leavesSomething ? mark(undo, longest) : Map.of();
        HelperLine to;
        synchronized (this) {
            boolean fresh = connect(mark, wishes);
            Map<String, @Nullable String> annotations = new HashMap<>(wishes.annotations());
            annotations.putAll(mark);
            if (!fresh && !annotations.isEmpty()) {
                annotate(pod, annotations, true);
            }
            if (leavesSomething) {
                held.put(undo.mark(), undo);
            }
            to = Objects.requireNonNull(line);
        }
        usedAt = System.nanoTime();
        String id = nextId();
        return to.ask(id, "inject %s %s %d %s %s".formatted(id, undo.mark(), longest.toMillis(), owner, undo.effect()),
                ANSWER);
    }

    /** Unique also among injectors that speak with the same helper: all of them hear all answers. */
    private String nextId() {
        return owner + "-" + ids.incrementAndGet();
    }

    /** Its name tells effects apart, its text says which fault it is of. */
    private Map<String, String> mark(BesideUndo undo, Duration longest) {
        String text = marks.annotation(undo.markOfFault(), undo, longest).values().iterator().next();
        return Map.of(marks.key(undo.mark()), text);
    }

    void end(BesideUndo undo) throws IOException, InterruptedException {
        usedAt = System.nanoTime();
        if (!isMendedAlready(undo)) {
            if (isNodeGone()) {
                LOG.info("Node {} is gone, and what was in force there", node);
            } else {
                HelperLine to;
                synchronized (this) {
                    boolean _ = connect(mark(undo, PATIENCE), PodSettings.NONE);
                    to = Objects.requireNonNull(line);
                }
                String id = nextId();
                to.ask(id, "revert %s %s %s".formatted(id, undo.mark(), undo.effect()), ANSWER);
            }
        }
        held.remove(undo.mark());
        unmark(undo.mark());
    }

    /** A helper that had it in force has left in order, which it does only when it has mended. */
    private boolean isMendedAlready(BesideUndo undo) {
        List<Pod> bearing = bearing(undo.mark());
        return !bearing.isEmpty() && bearing.stream().allMatch(HelperPod::hasMended);
    }

    private boolean isNodeGone() {
        try {
            return client.nodes().withName(node).get() == null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private List<Pod> helpers() {
        return client.pods().inNamespace(settings.namespace()).withLabel(HelperPod.COMPONENT, HelperPod.HELPER)
                .withField("spec.nodeName", node).list().getItems();
    }

    private List<Pod> bearing(String mark) {
        String key = marks.key(mark);
        return helpers().stream().filter(each -> each.getMetadata().getAnnotations() != null
                && each.getMetadata().getAnnotations().containsKey(key)).toList();
    }

    /** Whether a new pod was started, which bears these marks from its beginning. */
    private boolean connect(Map<String, String> firstMarks, PodSettings wishes)
            throws IOException, InterruptedException {
        HelperLine now = line;
        if (now != null && now.isOpen()) {
            return false;
        }
        line = null;
        for (Pod each : helpers()) {
            if (!HelperPod.isOver(each) && !HelperPod.isEnding(each) && attachTo(each, SHORT_PATIENCE)) {
                return false;
            }
        }
        Pod created = create(firstMarks, wishes);
        LOG.info("Helper {} starts on node {}", created.getMetadata().getName(), node);
        if (!attachTo(created, PATIENCE)) {
            Pod last = resource(created.getMetadata().getName()).get();
            giveUp(created.getMetadata().getName());
            throw new IOException("no helper starts on node %s: %s".formatted(node,
                    last == null ? "it was deleted" : HelperPod.trouble(last)));
        }
        return true;
    }

    private boolean attachTo(Pod which, Duration patience) throws InterruptedException {
        String name = which.getMetadata().getName();
        long giveUp = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < giveUp) {
            try {
                HelperLine attached = HelperLine.attach(resource(name), nextId(), SHORT_PATIENCE, () -> lost(name));
                line = attached;
                pod = name;
                usedAt = System.nanoTime();
                attached.say("renew " + owner);
                Thread.ofVirtual().name("renewing " + name).start(() -> renew(attached));
                return true;
            } catch (IOException | KubernetesClientException e) {
                LOG.debug("Helper {} cannot be spoken with yet: {}", name, e.getMessage());
                Pod now = resource(name).get();
                if (now == null || HelperPod.isHopeless(now)) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped while a helper started");
                }
            }
        }
        return false;
    }

    private Pod create(Map<String, String> firstMarks, PodSettings wishes) throws IOException {
        Pod wanted = HelperPod.on(node, firstMarks, wishes, settings);
        try {
            return client.pods().inNamespace(settings.namespace()).resource(wanted).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw new IOException(reason(e), e);
            }
        }
        try {
            client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(settings.namespace())
                    .addToLabels("pod-security.kubernetes.io/enforce", "privileged").endMetadata().build()).create();
            return client.pods().inNamespace(settings.namespace()).resource(wanted).create();
        } catch (KubernetesClientException e) {
            throw new IOException("namespace %s for helpers is missing, and cannot be made (%s); make it, or set"
                    .formatted(settings.namespace(), reason(e)) + " faultline.cluster.helper-namespace", e);
        }
    }

    private static String reason(KubernetesClientException e) {
        return e.getStatus() == null || e.getStatus().getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
    }

    private PodResource resource(String name) {
        return client.pods().inNamespace(settings.namespace()).withName(name);
    }

    private void renew(HelperLine to) {
        while (to.isOpen()) {
            try {
                to.say("renew " + owner);
            } catch (IOException e) {
                LOG.debug("Helper {} was not renewed: {}", pod, e.getMessage());
            }
            LockSupport.parkNanos(RENEWAL.toNanos());
            if (held.isEmpty() && System.nanoTime() - usedAt > settings.idle().toNanos()) {
                leave();
            }
        }
    }

    /** The line has ended, and nobody here ended it. What it had in force is mended by another helper, at once. */
    private void lost(String name) {
        if (closed || held.isEmpty()) {
            return;
        }
        if (held.values().stream().anyMatch(each -> each.effect().startsWith(FREEZES))) {
            LOG.info("Helper {} cannot be spoken with while its kubelet is frozen", name);
            return;
        }
        LOG.warn("Helper {} on node {} is gone; another one looks after {} effects of it", name, node, held.size());
        Thread.ofVirtual().start(() -> {
            try {
                recover(name);
            } catch (IOException | KubernetesClientException e) {
                LOG.warn("What helper {} had in force is not mended from here yet: {}", name, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void recover(String name) throws IOException, InterruptedException {
        Map<String, String> again = new HashMap<>();
        held.values().forEach(undo -> again.putAll(mark(undo, PATIENCE)));
        synchronized (this) {
            boolean started = connect(again, PodSettings.NONE);
            if (!started && pod.equals(name)) {
                LOG.info("Helper {} is there after all", name);
                return;
            }
        }
        for (BesideUndo each : List.copyOf(held.values())) {
            end(each);
        }
    }

    private void annotate(String name, Map<String, @Nullable String> annotations, boolean marked) throws IOException {
        Map<String, @Nullable String> labels = new HashMap<>();
        labels.put(Marks.LABEL, marked ? Marks.MARKED : null);
        List<String> finalizers = marked ? List.of(HelperPod.FINALIZER) : List.of();
        String patch = client.getKubernetesSerialization().asJson(Map.of("metadata",
                Map.of("labels", labels, "finalizers", finalizers, "annotations", annotations)));
        try {
            resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        } catch (KubernetesClientException e) {
            throw new IOException("helper %s cannot be marked: %s".formatted(name, reason(e)), e);
        }
    }

    /** Takes the mark off every helper that bears it; one that is over, and bears none any more, goes. */
    private synchronized void unmark(String mark) throws IOException {
        Map<String, @Nullable String> gone = new HashMap<>();
        gone.put(marks.key(mark), null);
        for (Pod each : bearing(mark)) {
            long left = each.getMetadata().getAnnotations().keySet().stream()
                    .filter(key -> key.startsWith(Marks.ANNOTATION)).count() - 1;
            annotate(each.getMetadata().getName(), gone, left > 0);
            if (left == 0 && (HelperPod.isOver(each) || HelperPod.isEnding(each))) {
                giveUp(each.getMetadata().getName());
            }
        }
    }

    private void giveUp(String name) {
        try {
            annotate(name, Map.of(), false);
            resource(name).delete();
        } catch (IOException | KubernetesClientException e) {
            LOG.debug("Helper {} is gone already: {}", name, e.getMessage());
        }
    }

    /** Nothing has been in force for a while. Other injectors may use it still: what they made bears their marks. */
    private synchronized void leave() {
        HelperLine now = line;
        if (now == null || !held.isEmpty()) {
            return;
        }
        now.close();
        line = null;
        for (Pod each : helpers()) {
            boolean ours = each.getMetadata().getName().equals(pod);
            if ((ours || HelperPod.isOver(each)) && !HelperPod.isMarked(each)) {
                giveUp(each.getMetadata().getName());
            }
        }
    }

    /** What is in force is left to whoever takes it over within the term; a helper without anything goes at once. */
    synchronized void close() {
        closed = true;
        if (held.isEmpty()) {
            leave();
        } else if (line != null) {
            line.close();
        }
    }
}
