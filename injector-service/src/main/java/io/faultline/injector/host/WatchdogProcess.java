package io.faultline.injector.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.faultline.injector.catalogue.Hands;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;

/**
 * Main class of the watchdog: a small process beside the injector that holds undo and deadline of every effect on this
 * machine. It mends one when its time is up, and all when its input ends: then the injector has died.
 */
final class WatchdogProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mender mender;
    private final Map<String, Armed> armed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private WatchdogProcess(Mender mender) {
        this.mender = mender;
    }

    private record Armed(Undo undo, ScheduledFuture<?> deadline) {}

    public static void main(String[] args) throws IOException {
        new Libc().leaveSession();
        LinuxProcesses processes = new LinuxProcesses(new ProcFiles());
        WatchdogProcess watchdog = new WatchdogProcess(
                new Hands(processes, new JvmWorkers(processes, new ProcFiles()), new LocalDisk(), (_, _) -> {}));
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            watchdog.obey(lines);
        } finally {
            watchdog.armed.values().forEach(each -> watchdog.mend(each.undo()));
            watchdog.timer.shutdownNow();
        }
    }

    /** Lines: <code>arm key milliseconds undo...</code> and <code>disarm key</code>. */
    private void obey(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            forget(words[1]);
            if (words[0].equals("arm")) {
                Undo undo = UndoLine.read(words[3], words[4], words[5]);
                armed.put(words[1], new Armed(undo,
                        timer.schedule(() -> mend(undo), Long.parseLong(words[2]), TimeUnit.MILLISECONDS)));
            }
        }
    }

    private void forget(String key) {
        Armed before = armed.remove(key);
        if (before != null) {
            before.deadline().cancel(false);
        }
    }

    private void mend(Undo undo) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            try {
                mender.revert(undo);
                return;
            } catch (NotReverted e) {
                System.err.println("faultline watchdog: " + e.reason());
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        System.err.println("faultline watchdog: revert it by hand: " + undo.byHand());
    }
}
