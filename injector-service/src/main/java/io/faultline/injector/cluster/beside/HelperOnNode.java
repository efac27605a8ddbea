package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.beside.EffectLine;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The helper on one node: found again or started when it is needed, renewed while it is ours, replaced when it is lost. */
final class HelperOnNode implements HelperLine.Ear {
    private static final Logger LOG = LoggerFactory.getLogger(HelperOnNode.class);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    /** What a lost helper had in force is mended from here within that, or whoever holds its fault is to see to it. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String node;
    private final Speaker speaker;
    private final Pods pods;
    private final HelperLines lines;
    private final Consumer<BesideUndo> told;
    private final InForce held;
    private volatile boolean closed;

    /** The helper pods of this node, and the marks they bear. */
    interface Pods extends HelperLines.Pods {
        /** Another client, when the credential of the one before was replaced. */
        void use(KubernetesClient now);

        /** The mark of an effect: its name tells effects apart, its text says which fault it is of. */
        Map<String, String> mark(String mark, String fault, ClusterUndo undo, Duration longest);

        /** Those that bear the mark of this effect. */
        List<Pod> bearing(String mark) throws ClusterTrouble;

        /** Takes the mark off this helper, or off every one that bears it. */
        void unmark(@Nullable String name, String mark) throws ClusterTrouble;

        /** Who may not look at nodes does not know. */
        boolean isNodeGone();
    }

    /**
     * @param nanos the monotonic clock
     * @param told of each effect that was lost: mended already, or not to be mended from here
     */
    HelperOnNode(String node, Speaker speaker, Pods pods, Duration idle, LongSupplier nanos,
            Consumer<BesideUndo> told) {
        this.node = node;
        this.speaker = speaker;
        this.pods = pods;
        this.told = told;
        this.held = new InForce(nanos);
        this.lines = new HelperLines(speaker, pods, idle, this, line -> !held.by(line).isEmpty());
    }

    Pods pods() {
        return pods;
    }

    /** @param wishes how it is to be if it is started for this; one that is there already bears their annotations, too */
    String make(BesideUndo undo, PodSettings wishes, Duration longest)
            throws IOException, ClusterTrouble, InterruptedException {
        String effect = said(undo);
        boolean leavesSomething = undo instanceof BesideUndo.EndBeside;
        Map<String, String> mark = leavesSomething
                ? pods.mark(undo.mark(), undo.markOfFault(), undo, longest)
                : Map.of();
        requireKubelet(undo);
        HelperLine to = lines.connect(mark, wishes, longest, true);
        if (leavesSomething) {
            held.put(undo, to, longest);
        }
        String id = speaker.nextId();
        String line = "inject %s %s %d %s %s".formatted(id, undo.mark(), longest.toMillis(), speaker.name(), effect);
        if (leavesSomething) {
            return to.ask(id, line, ANSWER);
        }
        try {
            return to.ask(id, line, longest.isPositive() ? ANSWER.plus(longest) : ANSWER);
        } catch (InterruptedException e) {
            leave(to, undo.mark(), effect);
            throw e;
        }
    }

    /** Nobody will ask for its end: a container that is still given time to end is not killed any more. */
    private void leave(HelperLine by, String mark, String effect) {
        try {
            by.say("revert %s %s %s".formatted(speaker.nextId(), mark, effect));
        } catch (IOException e) {
            LOG.debug("Helper {} goes by itself, and kills nobody any more: {}", by.pod(), e.getMessage());
        }
    }

    /** Its effect as it may be said to a helper, which does what it is told: nothing but an effect, of what has a name. */
    static String said(BesideUndo undo) throws IOException {
        try {
            if (undo.mark().matches(EffectLine.KEY)) {
                return EffectLine.write(EffectLine.read(undo.effect()));
            }
        } catch (RuntimeException e) {
            throw new IOException("what is to be done on node %s is no effect".formatted(undo.node()), e);
        }
        throw new IOException("'%s' cannot name an effect".formatted(undo.mark()));
    }

    /** What is made beside a frozen kubelet could not be ended before that goes on. */
    private void requireKubelet(BesideUndo undo) throws IOException {
        if (held.isFrozenBeside(undo.mark())) {
            throw new IOException("another fault keeps its kubelet frozen; begin this one before or after that");
        }
    }

    /**
     * Whoever made it is asked even if it is said to be mended: what was said may be of the effect that a former owner
     * had, after which ours was made.
     */
    void end(BesideUndo undo) throws IOException, ClusterTrouble, InterruptedException {
        InForce.Kept kept = held.find(undo.mark());
        boolean asked = kept != null && isRevertedBy(kept.on(), undo);
        if (!asked && (kept == null || !kept.mended())) {
            endByAnyone(undo);
        }
        held.mended(undo.mark());
        pods.unmark(kept == null ? null : kept.on().pod(), undo.mark());
        held.remove(undo.mark());
    }

    /** By the one that made it, which needs nothing else of the cluster. */
    private boolean isRevertedBy(HelperLine by, BesideUndo undo) throws IOException, InterruptedException {
        if (!by.isOpen()) {
            return false;
        }
        try {
            revert(by, undo);
            return true;
        } catch (HelperLine.Refused e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("Helper {} is asked by another line, or another one is: {}", by.pod(), e.getMessage());
            return false;
        }
    }

    private void revert(HelperLine by, BesideUndo undo) throws IOException, InterruptedException {
        String id = speaker.nextId();
        by.ask(id, "revert %s %s %s".formatted(id, undo.mark(), said(undo)),
                InForce.freezes(undo) ? SHORT : ANSWER);
    }

    /** A helper that had it in force, and left in order, does so only when it has mended. */
    private void endByAnyone(BesideUndo undo) throws IOException, ClusterTrouble, InterruptedException {
        var bearing = pods.bearing(undo.mark());
        if (!bearing.isEmpty() && bearing.stream().allMatch(HelperPod::hasMended)) {
            return;
        }
        if (pods.isNodeGone()) {
            LOG.info("Node {} is gone, and what was in force there", node);
            return;
        }
        boolean frozen = InForce.freezes(undo) && !bearing.stream().allMatch(HelperPod::isOver);
        revert(lines.connect(Map.of(), PodSettings.NONE, SHORT, !frozen), undo);
    }

    /** What it had in force is still so, or is mended by another helper, at once. */
    @Override
    public void lost(HelperLine gone) {
        List<InForce.Kept> lost = closed ? List.of() : held.by(gone);
        lost.forEach(each -> {
            LOG.warn("The line to helper {} on node {} is lost: looking after {}", gone.pod(), node,
                    each.undo().mark());
            Thread.ofVirtual().name("recovering " + each.undo().mark()).start(() -> recover(each));
            Thread.ofVirtual().name("waiting for " + each.undo().mark()).start(() -> tellLate(each));
        });
    }

    @Override
    public void ended(String key, String why) {
        Thread.ofVirtual().name("lost " + key).start(() -> mended(key, why));
    }

    private void recover(InForce.Kept lost) {
        while (isSo(lost)) {
            try {
                if (!goesOn(lost) && isSo(lost)) {
                    endByAnyone(lost.undo());
                    mended(lost.undo().mark(), "its helper was lost");
                }
                return;
            } catch (IOException | ClusterTrouble | KubernetesClientException e) {
                LOG.debug("{} is not mended yet: {}", lost.undo().mark(), e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean isSo(InForce.Kept kept) {
        return held.isStill(kept) && !closed;
    }

    /** However long the cluster takes to answer. Of a frozen kubelet it is known why nobody can be asked. */
    private void tellLate(InForce.Kept lost) {
        long until = System.nanoTime() + RECOVERY.toNanos();
        while (isSo(lost) && System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (isSo(lost) && !InForce.freezes(lost.undo())) {
            LOG.warn("What helper {} had in force is not mended from here: {}", lost.on().pod(), lost.undo().mark());
            told.accept(lost.undo());
        }
    }

    /** Whether only the line was lost: its helper is there, and has it in force. */
    private boolean goesOn(InForce.Kept lost) throws IOException, ClusterTrouble, InterruptedException {
        if (pods.read(lost.on().pod()).filter(HelperPod::stays).isEmpty()) {
            return false;
        }
        HelperLine now = lines.again(lost.on());
        return now.heldThen(lost.undo().mark()) && held.isMoved(lost, now);
    }

    /** Its fault is over, and says so now instead of at its planned end: once, whoever noticed first. */
    private void mended(String mark, String why) {
        held.mended(mark).filter(_ -> !closed).ifPresent(now -> {
            LOG.warn("{}, before its time: {}", now.undo().deed(), why);
            told.accept(now.undo());
        });
    }

    /** What is in force is left to whoever takes it over within the term; a helper without anything goes at once. */
    void close() {
        closed = true;
        lines.close();
    }
}
