package io.faultline.injector.host;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.process.Signal;

/**
 * Freezes the kubelet of this node, and lets it go on. What the journal says and what is done are one step, also for a
 * guard that ends what its helper just begins: nobody else could let a frozen kubelet go on.
 */
final class NodeKubelet {
    /** The answer that it will be done has to get out through the kubelet first. */
    private static final Duration BEFORE_THE_FREEZE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A file is locked by a process as a whole, and not twice. */
    private static final Object LOCK = new Object();

    private final NodeJournal journal;
    private final Supplier<Optional<OsProcess>> kubelet;
    private final LinuxProcesses processes;

    NodeKubelet(NodeJournal journal, Supplier<Optional<OsProcess>> kubelet, LinuxProcesses processes) {
        this.journal = journal;
        this.kubelet = kubelet;
        this.processes = processes;
    }

    private void alone(NodeJournal.Work work) throws IOException {
        synchronized (LOCK) {
            journal.alone("kubelet", work);
        }
    }

    String freeze(String key) throws IOException {
        OsProcess now = kubelet.get()
                .orElseThrow(() -> new IOException("no process of this node is called kubelet"));
        if (now.stopped()) {
            throw new IOException("the kubelet (process %d) is frozen already".formatted(now.pid()));
        }
        Thread.ofPlatform().daemon().start(() -> {
            LockSupport.parkNanos(BEFORE_THE_FREEZE.toNanos());
            freezeNow(key, now);
        });
        return "process %d, in %d ms".formatted(now.pid(), BEFORE_THE_FREEZE.toMillis());
    }

    private void freezeNow(String key, OsProcess now) {
        try {
            alone(() -> {
                if (journal.find(key).filter(entry -> !entry.ending()).isPresent()) {
                    processes.send(now.pid(), now.startedAt(), Signal.STOP);
                }
            });
        } catch (IOException e) {
            System.err.println("the kubelet is not frozen: " + e.getMessage());
        }
    }

    /** It stays frozen for another effect that wants it to be. Its entry stays, too: that goes last. */
    void letGoOn(String key) throws IOException {
        alone(() -> {
            journal.beginToEnd(key);
            if (journal.all().stream().noneMatch(this::freezes)) {
                letGoOn();
            }
        });
    }

    /** One whose helper is gone would never let it go on. */
    private boolean freezes(NodeJournal.Entry entry) {
        return !entry.ending() && entry.standing().effect() instanceof Effect.FreezeKubelet
                && processes.find(entry.pid()).filter(helper -> helper.startedAt() == entry.startedAt()).isPresent();
    }

    private void letGoOn() throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        Optional<OsProcess> now = kubelet.get();
        while (now.isPresent()) {
            processes.send(now.get().pid(), now.get().startedAt(), Signal.CONT);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            now = kubelet.get().filter(OsProcess::stopped);
            if (System.nanoTime() > giveUp && now.isPresent()) {
                throw new IOException("the kubelet (process %d) stays frozen".formatted(now.get().pid()));
            }
        }
    }
}
