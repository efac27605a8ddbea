package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines to the helpers of one node: opened to one that is there or is started, renewed, closed when idle. */
final class HelperLines {
    private static final Logger LOG = LoggerFactory.getLogger(HelperLines.class);
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    /** Longer than a helper waits for us: by then it has mended. */
    private static final Duration SILENCE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final String owner;
    private final NodePods pods;
    private final Duration idle;
    private final HelperLine.Ear ear;
    private final Predicate<HelperLine> needed;
    private final Set<HelperLine> open = ConcurrentHashMap.newKeySet();
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    /** To the helper that makes what is made next; the others still have something in force. */
    private @Nullable HelperLine next;

    /** @param needed whether something is in force by that line */
    HelperLines(String owner, NodePods pods, Duration idle, HelperLine.Ear ear, Predicate<HelperLine> needed) {
        this.owner = owner;
        this.pods = pods;
        this.idle = idle;
        this.ear = ear;
        this.needed = needed;
    }

    /** Unique also among injectors that speak with the same helper: all of them hear all answers. */
    String nextId() {
        return owner + "-" + ids.incrementAndGet();
    }

    /**
     * To a helper that lasts long enough, and bears that mark before anything is made there.
     *
     * @param mayStart where none can be spoken with
     */
    synchronized HelperLine connect(Map<String, String> mark, PodSettings wishes, Duration longest, boolean mayStart)
            throws IOException, ClusterTrouble, InterruptedException {
        HelperLine now = next;
        if (now == null || !now.isOpen() || !pods.lasts(now.pod(), longest)) {
            Optional<HelperLine> found = find(longest);
            if (found.isEmpty() && !mayStart) {
                throw new IOException("no helper can be spoken with while the kubelet is frozen; the one that froze it"
                        + " lets it go on when the fault's time is over");
            }
            if (found.isEmpty()) {
                next = start(mark, wishes, longest);
                return next;
            }
            now = found.get();
            next = now;
        }
        now.touch();
        pods.mark(now.pod(), wishes.annotations(), mark);
        return now;
    }

    private Optional<HelperLine> find(Duration longest) throws ClusterTrouble, InterruptedException {
        for (Pod each : pods.all()) {
            String name = each.getMetadata().getName();
            boolean usable = !HelperPod.isOver(each) && !HelperPod.isEnding(each) && pods.lasts(name, longest);
            Optional<HelperLine> to = usable ? attach(name, SHORT_PATIENCE) : Optional.empty();
            if (to.isPresent()) {
                return to;
            }
        }
        return Optional.empty();
    }

    /** Another line in the place of one that has ended, to the same helper. */
    synchronized HelperLine again(HelperLine gone) throws IOException, ClusterTrouble, InterruptedException {
        Optional<HelperLine> known = open.stream().filter(each -> each.isOpen() && each.pod().equals(gone.pod()))
                .findAny();
        HelperLine now = (known.isPresent() ? known : attach(gone.pod(), SHORT_PATIENCE))
                .orElseThrow(() -> new IOException("helper %s cannot be spoken with yet".formatted(gone.pod())));
        next = next == gone ? now : next;
        return now;
    }

    private HelperLine start(Map<String, String> mark, PodSettings wishes, Duration longest)
            throws IOException, ClusterTrouble, InterruptedException {
        String name = pods.create(mark, wishes, longest);
        LOG.info("Helper {} starts", name);
        Optional<HelperLine> to = Optional.empty();
        try {
            to = attach(name, PATIENCE);
            if (to.isEmpty()) {
                throw new IOException("no helper starts there: %s".formatted(
                        pods.read(name).map(HelperPod::trouble).orElse("it was deleted")));
            }
            started.add(name);
            return to.get();
        } finally {
            if (to.isEmpty()) {
                giveUp(name, mark.keySet());
            }
        }
    }

    /** Nothing was made there: nobody need find it. */
    private void giveUp(String name, Set<String> keys) {
        try {
            pods.giveUp(name, keys);
        } catch (ClusterTrouble | KubernetesClientException e) {
            LOG.warn("Helper {} did not start, and stays until the sweep finds it: {}", name, e.getMessage());
        }
    }

    private Optional<HelperLine> attach(String name, Duration patience) throws ClusterTrouble, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < giveUp) {
            try {
                HelperLine to = HelperLine.attach(pods.resource(name), name, nextId(), SHORT_PATIENCE, ear);
                to.say("renew " + owner);
                open.add(to);
                Thread.ofVirtual().name("renewing " + name).start(() -> renew(to));
                return Optional.of(to);
            } catch (IOException | KubernetesClientException e) {
                requireUndisturbed(e);
                LOG.debug("Helper {} cannot be spoken with yet: {}", name, e.getMessage());
                Optional<Pod> now = pods.read(name);
                if (now.isEmpty() || HelperPod.isHopeless(now.get())) {
                    return Optional.empty();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                requireUndisturbed(e);
            }
        }
        return Optional.empty();
    }

    /** The client takes an interrupt for a failure like any other. */
    private static void requireUndisturbed(Exception failed) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        for (Throwable each = failed; each != null; each = each.getCause()) {
            interrupted |= each instanceof InterruptedException;
        }
        if (interrupted) {
            throw new InterruptedException("stopped while a helper started");
        }
    }

    private void renew(HelperLine to) {
        while (to.isOpen()) {
            try {
                to.renew(owner, SILENCE);
            } catch (IOException e) {
                LOG.debug("Helper {} was not renewed: {}", to.pod(), e.getMessage());
            }
            LockSupport.parkNanos(RENEWAL.toNanos());
            if (to.unusedFor().compareTo(idle) > 0) {
                leave(to, idle);
            }
        }
        open.remove(to);
    }

    /**
     * Other injectors may use it still: what they made bears their marks. One that somebody else started goes by itself
     * when nobody renews it.
     *
     * @param unused as long at least
     */
    private synchronized void leave(HelperLine from, Duration unused) {
        if (needed.test(from) || from.unusedFor().compareTo(unused) < 0) {
            return;
        }
        from.close();
        open.remove(from);
        next = next == from ? null : next;
        try {
            if (started.remove(from.pod())) {
                pods.discard(from.pod());
            }
            pods.tidy();
        } catch (ClusterTrouble | KubernetesClientException e) {
            LOG.debug("Helper {} is left to the sweep: {}", from.pod(), e.getMessage());
        }
    }

    /** What is in force is left to whoever takes it over within the term; a helper without anything goes at once. */
    synchronized void close() {
        for (HelperLine each : Set.copyOf(open)) {
            if (needed.test(each)) {
                each.close();
            } else {
                leave(each, Duration.ZERO);
            }
        }
    }
}
