package io.faultline.resilience.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is broken: a process that sleeps, and a folder that can be filled. Whether it is broken is seen in the thing itself. */
public final class Target implements AutoCloseable {
    /** A kind of fault, and how it is seen that it is in force. */
    public enum Kind {
        PROCESS_PAUSE, DISK_FILL
    }

    private final Process process;
    private final Path folder;
    private final Thread watch;
    private final List<Change> changes = new ArrayList<>();
    private volatile boolean open = true;

    /**
     * Something came into force, or is gone.
     *
     * @param at {@link System#nanoTime()}
     */
    public record Change(Kind kind, boolean inForce, long at) {}

    public Target(Path folder) throws IOException {
        this.process = new ProcessBuilder("sleep", "86400").start();
        this.folder = Files.createDirectories(folder);
        this.watch = Thread.ofPlatform().daemon().name("target-watch").start(this::look);
    }

    public long pid() {
        return process.pid();
    }

    public Path folder() {
        return folder;
    }

    private void look() {
        boolean paused = false;
        boolean filled = false;
        while (open) {
            paused = note(Kind.PROCESS_PAUSE, paused);
            filled = note(Kind.DISK_FILL, filled);
            try {
                Thread.sleep(3);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean note(Kind kind, boolean before) {
        boolean now = isInForce(kind);
        if (now != before) {
            synchronized (changes) {
                changes.add(new Change(kind, now, System.nanoTime()));
            }
        }
        return now;
    }

    public List<Change> changes() {
        synchronized (changes) {
            return List.copyOf(changes);
        }
    }

    /** How long after that moment something was gone that was in force then. */
    public Optional<Duration> goneAfter(Kind kind, long moment) {
        boolean inForce = false;
        for (Change change : changes().stream().filter(each -> each.kind() == kind).toList()) {
            if (change.at() <= moment) {
                inForce = change.inForce();
            } else if (inForce && !change.inForce()) {
                return Optional.of(Duration.ofNanos(change.at() - moment));
            }
        }
        return Optional.empty();
    }

    public boolean isInForce(Kind kind) {
        return switch (kind) {
            case PROCESS_PAUSE -> isStopped(process.pid());
            case DISK_FILL -> isFilled();
        };
    }

    public boolean isBroken() {
        return Stream.of(Kind.values()).anyMatch(this::isInForce);
    }

    /** The third word after the name, which may itself hold blanks and brackets. */
    private static boolean isStopped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.UTF_8);
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isFilled() {
        String[] found = folder.toFile().list();
        return found != null && found.length > 0;
    }

    @Override
    public void close() throws IOException {
        open = false;
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
