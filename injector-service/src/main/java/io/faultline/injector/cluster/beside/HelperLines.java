package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
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

    private final Speaker speaker;
    private final Pods pods;
    private final Duration idle;
    private final HelperLine.Ear ear;
    private final Predicate<HelperLine> needed;
    private final Set<HelperLine> open = ConcurrentHashMap.newKeySet();
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    /** Held while the cluster is asked, however long it takes to answer: nobody waits for it who renews. */
    private final ReentrantLock opening = new ReentrantLock();
    /** From then on nothing is opened, nor started. */
    private volatile boolean closed;
    /** To the helper that makes what is made next; the others still have something in force. */
    private @Nullable HelperLine next;

    /** The helper pods of one node. */
    interface Pods {
        List<Pod> all() throws ClusterTrouble;

        Optional<Pod> read(String name) throws ClusterTrouble;

        boolean lasts(String name, Duration longest);

        String create(Map<String, String> mark, PodSettings wishes, Duration longest) throws ClusterTrouble;

        HelperLine line(String name, String id, Duration patience, HelperLine.Ear ear)
                throws IOException, InterruptedException;

        /** Whether it could be: it is there, and stays. */
        boolean mark(String name, Map<String, String> wishes, Map<String, String> mark) throws ClusterTrouble;

        void giveUp(String name, Set<String> keys) throws ClusterTrouble;

        void discard(String name) throws ClusterTrouble;

        void tidy() throws ClusterTrouble;

        /** Why one does not start, and what to do about it. */
        String trouble(String name) throws ClusterTrouble;
    }

    /** @param needed whether something is in force by that line */
    HelperLines(Speaker speaker, Pods pods, Duration idle, HelperLine.Ear ear, Predicate<HelperLine> needed) {
        this.speaker = speaker;
        this.pods = pods;
        this.idle = idle;
        this.ear = ear;
        this.needed = needed;
    }

    /**
     * To a helper that lasts long enough, and bears that mark before anything is made there.
     *
     * @param mayStart where none can be spoken with
     */
    HelperLine connect(Map<String, String> mark, PodSettings wishes, Duration longest, boolean mayStart)
            throws IOException, ClusterTrouble, InterruptedException {
        opening.lockInterruptibly();
        try {
            requireOpen();
            HelperLine now = next;
            if (now == null || !now.isOpen() || !isReady(now.pod(), mark, wishes, longest)) {
                Optional<HelperLine> found = find(mark, wishes, longest);
                requireOpen();
                if (found.isEmpty() && !mayStart) {
                    throw new IOException("no helper can be spoken with while the kubelet is frozen; the one that froze"
                            + " it lets it go on when the fault's time is over");
                }
                now = found.isPresent() ? found.get() : start(mark, wishes, longest);
                next = now;
            }
            now.touch();
            return now;
        } finally {
            opening.unlock();
        }
    }

    /** Whether it has begun to be. */
    boolean isClosed() {
        return closed;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("this injector ends, and speaks with no helper any more");
        }
    }

    private Optional<HelperLine> find(Map<String, String> mark, PodSettings wishes, Duration longest)
            throws ClusterTrouble, InterruptedException {
        for (Pod each : pods.all()) {
            String name = each.getMetadata().getName();
            boolean usable = HelperPod.stays(each) && pods.lasts(name, longest);
            Optional<HelperLine> to = usable ? attach(name, SHORT_PATIENCE) : Optional.empty();
            if (to.isPresent() && isReady(name, mark, wishes, longest)) {
                return to;
            }
        }
        return Optional.empty();
    }

    /** Lasts, and bears that mark; one that is deleted just now may be spoken with for another moment, but takes none. */
    private boolean isReady(String name, Map<String, String> mark, PodSettings wishes, Duration longest)
            throws ClusterTrouble {
        return pods.lasts(name, longest) && pods.mark(name, wishes.annotations(), mark);
    }

    /** Another line in the place of one that has ended, to the same helper. */
    HelperLine again(HelperLine gone) throws IOException, ClusterTrouble, InterruptedException {
        opening.lockInterruptibly();
        try {
            requireOpen();
            Optional<HelperLine> known = open.stream().filter(each -> each.isOpen() && each.pod().equals(gone.pod()))
                    .findAny();
            HelperLine now = (known.isPresent() ? known : attach(gone.pod(), SHORT_PATIENCE))
                    .orElseThrow(() -> new IOException("helper %s cannot be spoken with yet".formatted(gone.pod())));
            next = next == gone ? now : next;
            return now;
        } finally {
            opening.unlock();
        }
    }

    private HelperLine start(Map<String, String> mark, PodSettings wishes, Duration longest)
            throws IOException, ClusterTrouble, InterruptedException {
        String name = pods.create(mark, wishes, longest);
        LOG.info("Helper {} starts", name);
        boolean used = false;
        try {
            Optional<HelperLine> to = attach(name, PATIENCE);
            requireOpen();
            if (to.isEmpty()) {
                throw new IOException("no helper starts there: " + pods.trouble(name));
            }
            started.add(name);
            used = true;
            return to.get();
        } finally {
            if (!used) {
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
        while (!closed && System.nanoTime() < giveUp) {
            try {
                HelperLine to = pods.line(name, speaker.nextId(), SHORT_PATIENCE, ear);
                greet(to);
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

    /** A line that breaks at once is nobody's. */
    private void greet(HelperLine to) throws IOException {
        try {
            to.say("renew " + speaker.name());
        } catch (IOException e) {
            to.close();
            throw e;
        }
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
                to.renew(speaker.name(), SILENCE);
            } catch (IOException e) {
                LOG.debug("Helper {} was not renewed: {}", to.pod(), e.getMessage());
            }
            LockSupport.parkNanos(RENEWAL.toNanos());
            leaveIfIdle(to);
        }
        open.remove(to);
    }

    /** Not now, if somebody is about to use it, or waits for the cluster: who renews is waited for by a helper. */
    private void leaveIfIdle(HelperLine line) {
        if (isIdle(line) && opening.tryLock()) {
            try {
                if (isIdle(line)) {
                    leave(line);
                }
            } finally {
                opening.unlock();
            }
        }
    }

    /** What leaves nothing in force may take longer than that to make: a container that is given time to end. */
    private boolean isIdle(HelperLine line) {
        return !needed.test(line) && !line.isAsked() && line.unusedFor().compareTo(idle) > 0;
    }

    /**
     * Other injectors may use it still: what they made bears their marks, what they just make does not. One that somebody
     * else renews, whoever started it, goes by itself when nobody does any more.
     */
    private void leave(HelperLine from) {
        from.close();
        open.remove(from);
        next = next == from ? null : next;
        try {
            boolean ours = started.remove(from.pod());
            if (from.isRenewedOnlyBy(speaker.name()) || ours && !from.isRenewedByOthers(speaker.name())) {
                pods.discard(from.pod());
            }
            pods.tidy();
        } catch (ClusterTrouble | KubernetesClientException e) {
            LOG.debug("Helper {} is left to the sweep: {}", from.pod(), e.getMessage());
        }
    }

    /** What is in force is left to whoever takes it over within the term; a helper without anything goes at once. */
    void close() {
        closed = true;
        opening.lock();
        try {
            for (HelperLine each : Set.copyOf(open)) {
                if (needed.test(each)) {
                    LOG.info("Helper {} is left with what it has in force: it mends that itself unless another injector"
                            + " takes it over, for nobody renews it any more", each.pod());
                    each.close();
                } else {
                    leave(each);
                }
            }
        } finally {
            opening.unlock();
        }
    }
}
