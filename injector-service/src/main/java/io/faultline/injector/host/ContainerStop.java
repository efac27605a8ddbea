package io.faultline.injector.host;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.process.Signal;

/** Ends the main process of a container, and sees to it that it has ended: most are deaf to SIGTERM unless they say otherwise. */
final class ContainerStop {
    private static final Duration LOOK = Duration.ofMillis(5);
    /** Of a fault's time, for what comes after the grace. */
    private static final Duration MARGIN = Duration.ofSeconds(1);
    /** A fault that is over at once leaves it this long. */
    private static final Duration LEAST = Duration.ofMillis(300);
    private static final Duration DIES = Duration.ofSeconds(5);

    private final Processes processes;

    ContainerStop(Processes processes) {
        this.processes = processes;
    }

    /**
     * How long it may take to end by itself.
     *
     * @param wanted what its pod gives it
     * @param longest the fault's own time
     */
    static Duration grace(Duration wanted, Duration longest) {
        Duration half = longest.dividedBy(2);
        Duration most = longest.minus(MARGIN).compareTo(half) > 0 ? longest.minus(MARGIN) : half;
        Duration bound = most.compareTo(LEAST) > 0 ? most : LEAST;
        return wanted.compareTo(bound) < 0 ? wanted : bound;
    }

    String kill(OsProcess main, String name) throws IOException, InterruptedException {
        send(main, Signal.KILL);
        requireGone(main);
        return "sent SIGKILL to process %d, the main process of %s, which is gone".formatted(main.pid(), name);
    }

    /** As its kubelet would stop it; who is interrupted while it waits leaves it alone. */
    String stop(OsProcess main, String name, Duration grace) throws IOException, InterruptedException {
        send(main, Signal.TERM);
        String told = "sent SIGTERM to process %d, the main process of %s".formatted(main.pid(), name);
        if (isGone(main, grace)) {
            return told + ", which has ended";
        }
        send(main, Signal.KILL);
        requireGone(main);
        return "%s, and SIGKILL after %d ms, for it had not ended".formatted(told, grace.toMillis());
    }

    private void send(OsProcess main, Signal signal) throws IOException {
        if (processes.send(main.pid(), main.startedAt(), signal) == Processes.Sent.FORBIDDEN) {
            throw new IOException("process %d may not be signalled".formatted(main.pid()));
        }
    }

    private void requireGone(OsProcess main) throws IOException, InterruptedException {
        if (!isGone(main, DIES)) {
            throw new IOException("process %d has not ended %d s after SIGKILL: the kernel holds it".formatted(
                    main.pid(), DIES.toSeconds()));
        }
    }

    private boolean isGone(OsProcess main, Duration patience) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (processes.find(main.pid()).filter(now -> now.startedAt() == main.startedAt()).isPresent()) {
            if (System.nanoTime() > giveUp) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while process %d was ending".formatted(main.pid()));
            }
        }
        return true;
    }
}
