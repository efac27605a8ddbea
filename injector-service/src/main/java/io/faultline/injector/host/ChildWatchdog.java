package io.faultline.injector.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.lease.Machine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watchdog as the injector sees it: a child process, and again one should it die, with the journal beside it. What
 * is written to its input it reads even after our death.
 */
final class ChildWatchdog implements Watchdog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildWatchdog.class);

    private static final String CLUSTERS = "io.faultline.injector.ClusterMendProcess";
    /** Whoever arms or disarms waits for it. */
    private static final Duration STARTS = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Journal journal;
    private final Machine machine;
    private final InstantSource clock;
    private final JvmWorkers workers;
    private final List<String> clusters;
    private final ProcFiles proc = new ProcFiles();
    private final JournalEntry.Owner owner;
    private final Map<String, Armed> armed = new LinkedHashMap<>();
    private @Nullable Process child;
    private long graceEnds = Long.MIN_VALUE;

    private record Armed(String undo, long fence, long deadline) {
        String line(String key) {
            return "arm %s %d %d %s\n".formatted(key, fence, millisTo(deadline), undo);
        }
    }

    /** @param clusters the arguments of {@value #CLUSTERS}, which the watchdog starts when it has to mend there */
    ChildWatchdog(Journal journal, Machine machine, InstantSource clock, JvmWorkers workers, List<String> clusters) {
        this.journal = journal;
        this.machine = machine;
        this.clock = clock;
        this.workers = workers;
        this.clusters = clusters;
        long self = ProcessHandle.current().pid();
        this.owner = new JournalEntry.Owner(self, proc.process(self).map(OsProcess::startedAt).orElse(0L));
    }

    /** Starts it before it is needed, so that the first effect need not wait for it. */
    synchronized void prepare() {
        try {
            running();
        } catch (IOException e) {
            LOG.warn("No watchdog can be started; faults of this machine will be refused until one can", e);
        }
    }

    @Override
    public void arm(String key, long fence, Undo undo, Duration left) throws FaultRefused {
        Optional<String> words = UndoLine.write(undo);
        if (words.isEmpty()) {
            return;
        }
        Armed entry = new Armed(words.get(), fence, System.nanoTime() + left.toNanos());
        if (!(undo instanceof ClusterUndo)) {
            keep(key, fence, undo, left);
        }
        guard(key, entry);
    }

    /** What is in a cluster bears its undo itself, for whoever finds it. */
    private void keep(String key, long fence, Undo undo, Duration left) throws FaultRefused {
        if (journal.isTakenOver(key, fence)) {
            throw new FaultRefused(Refusal.LEASE_LOST, "another injector has taken it over on this machine");
        }
        try {
            journal.add(new JournalEntry(key, fence, undo, clock.instant().plus(left),
                    ThisMachine.uptime().plus(left), machine.id(), owner));
        } catch (IOException e) {
            throw new FaultRefused("its undo cannot be kept in %s, where it would be found if all else failed: %s"
                    .formatted(journal.folder(), e.getMessage()), e);
        }
    }

    private synchronized void guard(String key, Armed entry) throws FaultRefused {
        armed.put(key, entry);
        try {
            send(entry.line(key));
        } catch (IOException e) {
            armed.remove(key);
            forget(key, entry.fence());
            throw new FaultRefused("the watchdog that would mend it if the injector died cannot be started: "
                    + e.getMessage(), e);
        }
    }

    /** None is started for this: another one hears only of what is armed. */
    @Override
    public synchronized void disarm(String key) {
        Armed before = armed.remove(key);
        forget(key, before == null ? Long.MAX_VALUE : before.fence());
        Process now = child;
        if (before == null || now == null || !now.isAlive()) {
            return;
        }
        try {
            write(now, "disarm %s\n".formatted(key));
        } catch (IOException e) {
            LOG.warn("The watchdog was not told that {} is mended: {}", key, e.getMessage());
        }
    }

    private void forget(String key, long fence) {
        try {
            journal.remove(key, fence);
        } catch (IOException e) {
            LOG.warn("{} is mended, but stays in {}: {}", key, journal.folder(), e.getMessage());
        }
    }

    @Override
    public synchronized void handOver(Duration grace) {
        workers.handOver();
        graceEnds = System.nanoTime() + grace.toNanos();
        if (armed.isEmpty()) {
            return;
        }
        try {
            send(handOverLine());
        } catch (IOException e) {
            LOG.warn("The watchdog was not told of the hand-over and mends when this process ends: {}", e.getMessage());
        }
    }

    private String handOverLine() {
        return "handover %d\n".formatted(millisTo(graceEnds));
    }

    private static long millisTo(long nanoTime) {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime())).toMillis();
    }

    /** A new watchdog hears everything, one that runs only what is new. */
    private void send(String line) throws IOException {
        Process before = child;
        Process now = running();
        if (now == before) {
            write(now, line);
        }
    }

    private Process running() throws IOException {
        Process now = child;
        if (now != null && now.isAlive() && proc.process(now.pid()).filter(OsProcess::stopped).isEmpty()) {
            return now;
        }
        if (now != null) {
            now.destroyForcibly();
        }
        Process started = start();
        child = started;
        write(started, "clusters %s\n".formatted(
                Words.list(ChildJvm.commandOf(CLUSTERS, clusters).toArray(String[]::new))));
        for (Map.Entry<String, Armed> each : armed.entrySet()) {
            write(started, each.getValue().line(each.getKey()));
        }
        if (graceEnds != Long.MIN_VALUE) {
            write(started, handOverLine());
        }
        return started;
    }

    private static void write(Process to, String line) throws IOException {
        to.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        to.getOutputStream().flush();
    }

    private Process start() throws IOException {
        long began = System.nanoTime();
        Process started = ChildJvm.start(ChildJvm.FRUGAL, WatchdogProcess.class, journal.folder().toString(),
                Long.toString(owner.pid()));
        ChildJvm.awaitReady(started, STARTS);
        LOG.info("Watchdog started as process {} in {} ms", started.pid(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
        started.onExit().thenRun(this::restart);
        return started;
    }

    /** A watchdog that died while something was armed is replaced at once. */
    private synchronized void restart() {
        if (armed.isEmpty() || child == null || child.isAlive()) {
            return;
        }
        LOG.warn("The watchdog died; another one takes its place");
        try {
            running();
        } catch (IOException e) {
            LOG.error("No watchdog can be started: what is broken now would outlive this process", e);
            CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS).execute(this::restart);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        armed.clear();
        if (child != null) {
            child.getOutputStream().close();
        }
    }
}
