package io.faultline.injector.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.faultline.injector.catalogue.Hands;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;
import org.jspecify.annotations.Nullable;

/**
 * Main class of the watchdog: a small process beside the injector that holds undo and deadline of every effect on this
 * machine. It mends one when its time is up, and all when its input ends: then the injector has died. If the injector
 * has handed over, it holds on, and lets go of what another injector arms with a higher fence.
 */
final class WatchdogProcess {
    /** The injector itself mends on time; only when it has not is it our turn. */
    private static final Duration LATE = Duration.ofMillis(250);
    /** A cluster takes longer to answer. */
    private static final Duration LATE_THERE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Hands ofThisMachine;
    private volatile Mender mender;
    private final Journal journal;
    private final WatchdogLog log;
    private final String injector;
    private final Map<String, Armed> armed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private final ExecutorService hands = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private volatile Duration grace = Duration.ZERO;
    private volatile long graceEnds;

    /** @param begun whether somebody is mending it */
    private record Armed(Undo undo, long fence, long allowedMillis, ScheduledFuture<?> deadline, AtomicBoolean begun) {
        long patience() {
            return Math.max(LEAST_PATIENCE.toNanos(), TimeUnit.MILLISECONDS.toNanos(3 * allowedMillis));
        }
    }

    private WatchdogProcess(Hands ofThisMachine, Journal journal, WatchdogLog log, String parent) {
        this.ofThisMachine = ofThisMachine;
        this.mender = ofThisMachine;
        this.journal = journal;
        this.log = log;
        this.injector = "the injector (process " + parent + ")";
    }

    /** Arguments: the journal's folder, and the process id of the injector. */
    public static void main(String[] args) throws IOException {
        new Libc().leaveSession();
        LinuxProcesses processes = LinuxProcesses.toMend();
        Hands hands = Hands.ofThisMachine(processes, new JvmWorkers(processes, new ProcFiles()), new LocalDisk(),
                (_, _) -> {}).and(Told.applications());
        Path folder = Path.of(args[0]).toAbsolutePath();
        WatchdogProcess watchdog = new WatchdogProcess(hands, new Journal(folder),
                new WatchdogLog(folder.resolveSibling("watchdog.log")), args[1]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> watchdog.mendAll("it was told to end", FAREWELL)));
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            watchdog.obey(lines);
        } finally {
            watchdog.outlive();
            Runtime.getRuntime().halt(0);
        }
    }

    /**
     * Lines: <code>clusters command</code>, <code>arm key fence milliseconds undo...</code>, <code>disarm key</code> and
     * <code>handover milliseconds</code>.
     */
    private void obey(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "clusters" -> mender = ofThisMachine.and(new ClustersByChild(
                        Words.of(words[1]).all().stream().map(Words::plain).toList()));
                case "arm" -> arm(words);
                case "disarm" -> forget(words[1]);
                default -> {
                    grace = Duration.ofMillis(Long.parseLong(words[1]));
                    graceEnds = System.nanoTime() + grace.toNanos();
                }
            }
        }
    }

    private void arm(String[] words) {
        String key = words[1];
        long left = Long.parseLong(words[3]);
        Undo undo = UndoLine.read(words[4], words[5], words[6]);
        Duration late = undo instanceof ClusterUndo ? LATE_THERE : LATE;
        forget(key);
        armed.put(key, new Armed(undo, Long.parseLong(words[2]), left,
                timer.schedule(() -> mend(key, injector + " did not mend it in time"), left + late.toMillis(),
                        TimeUnit.MILLISECONDS),
                new AtomicBoolean()));
    }

    private void forget(String key) {
        Armed before = armed.remove(key);
        if (before != null) {
            before.deadline().cancel(false);
        }
    }

    /** The injector is gone. */
    private void outlive() {
        if (grace.isZero()) {
            mendAll(injector + " died", null);
            return;
        }
        Set<String> here = keys(undo -> !(undo instanceof ClusterUndo));
        while (!left(here).isEmpty() && System.nanoTime() < graceEnds) {
            left(here).forEach((key, each) -> {
                if (journal.hasLeft(key, each.fence())) {
                    forget(key);
                }
            });
            LockSupport.parkNanos(LOOK.toNanos());
        }
        mend(here, "nobody took over within %d ms from %s".formatted(grace.toMillis(), injector), null);
        outliveClusters();
    }

    /**
     * Whoever goes on with what is in a cluster may be on another machine, and is not to be seen from here. It is over by
     * its own time for him, too: its mark tells then whether it still has to be mended.
     */
    private void outliveClusters() {
        long longest = armed.values().stream()
                .mapToLong(each -> each.deadline().getDelay(TimeUnit.NANOSECONDS) + each.patience()).max().orElse(0);
        awaitMended(Set.copyOf(armed.keySet()), Duration.ofNanos(longest));
    }

    private Set<String> keys(Predicate<Undo> of) {
        return armed.entrySet().stream().filter(each -> of.test(each.getValue().undo())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<String, Armed> left(Set<String> keys) {
        Map<String, Armed> left = new HashMap<>(armed);
        left.keySet().retainAll(keys);
        return left;
    }

    private void mendAll(String why, @Nullable Duration atMost) {
        mend(Set.copyOf(armed.keySet()), why, atMost);
    }

    /** A thread each: one that is stuck keeps no other waiting. Returns when all is done, or given up. */
    private void mend(Set<String> keys, String why, @Nullable Duration atMost) {
        long patience = left(keys).values().stream().mapToLong(Armed::patience).max().orElse(0)
                + LONGEST_PAUSE.toNanos();
        keys.forEach(key -> mend(key, why));
        awaitMended(keys, atMost == null ? Duration.ofNanos(patience) : atMost);
    }

    private void awaitMended(Set<String> keys, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        while (!left(keys).isEmpty() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        left(keys).values().forEach(each -> say("it hangs. Revert it by hand: " + each.undo().byHand()));
        haveSaid();
    }

    private void mend(String key, String why) {
        Armed entry = armed.get(key);
        if (entry == null || !entry.begun().compareAndSet(false, true)) {
            return;
        }
        long since = System.nanoTime();
        hands.execute(() -> mend(key, entry, why, since));
    }

    private void mend(String key, Armed entry, String why, long since) {
        Duration pause = FIRST_PAUSE;
        while (armed.get(key) == entry && !journal.isTakenOver(key, entry.fence())) {
            String trouble = tryToMend(entry.undo());
            long took = System.nanoTime() - since;
            if (trouble.isEmpty()) {
                removed(key, entry);
                say("%s; %s, %d ms after".formatted(why, entry.undo().deed(), Duration.ofNanos(took).toMillis()));
                return;
            }
            if (pause.equals(FIRST_PAUSE)) {
                say("%s, but it could not be mended yet: %s".formatted(why, trouble));
            }
            if (took > entry.patience()) {
                say("given up: %s. Revert it by hand: %s".formatted(trouble, entry.undo().byHand()));
                break;
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        armed.remove(key, entry);
    }

    /** Afterwards: mending is not to wait for a disk. */
    private void say(String text) {
        timer.execute(() -> log.say(text));
    }

    private void haveSaid() {
        try {
            timer.submit(() -> {}).get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("faultline watchdog: " + log.file() + " does not tell everything: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String tryToMend(Undo undo) {
        try {
            mender.revert(undo);
            return "";
        } catch (NotReverted e) {
            return e.reason();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private void removed(String key, Armed entry) {
        armed.remove(key, entry);
        try {
            journal.remove(key, entry.fence());
        } catch (IOException e) {
            say("%s is mended, but stays in the journal: %s".formatted(key, e.getMessage()));
        }
    }
}
