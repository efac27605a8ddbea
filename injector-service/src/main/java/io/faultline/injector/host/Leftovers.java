package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.faultline.injector.catalogue.Hands;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.OsProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Faultline has broken on this machine and not mended yet, by its journal: for a person who wants it whole again
 * though API, Kafka, Postgres and the injector are gone.
 */
public final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Journal journal;
    private final Mender mender;
    private final ProcFiles proc = new ProcFiles();
    private final String machine = ThisMachine.name().id();

    /**
     * An effect that is, or may be, in force.
     *
     * @param deed what reverting it will have done
     * @param held whether the injector that made it is alive and will mend it by itself
     */
    public record Leftover(String key, String deed, Instant until, long injector, boolean held, String byHand) {}

    /** A file of the journal that cannot be read. */
    public record Unreadable(Path file, String reason) {}

    private Leftovers(Journal journal, Mender mender) {
        this.journal = journal;
        this.mender = mender;
    }

    public static Leftovers in(Path journal) {
        LinuxProcesses processes = LinuxProcesses.toMend();
        return new Leftovers(new Journal(journal.toAbsolutePath()),
                Hands.ofThisMachine(processes, new JvmWorkers(processes, new ProcFiles()), new LocalDisk(),
                        (_, _) -> {}).and(Told.applications()));
    }

    public List<Leftover> found() throws IOException {
        return journal.read().entries().stream().map(this::leftover).toList();
    }

    public List<Unreadable> unreadable() throws IOException {
        return journal.read().unreadable().stream().map(each -> new Unreadable(each.file(), each.reason())).toList();
    }

    private Leftover leftover(JournalEntry entry) {
        return new Leftover(entry.key(), entry.undo().deed(), entry.until(), entry.owner().pid(), isHeld(entry),
                entry.undo().byHand());
    }

    private boolean isHeld(JournalEntry entry) {
        return entry.machine().equals(machine) && proc.process(entry.owner().pid()).map(OsProcess::startedAt)
                .filter(started -> started == entry.owner().startedAt()).isPresent();
    }

    /**
     * Mends, when an injector starts, what nobody holds: its injector is gone, and so is every watchdog of this journal,
     * which would know better whether somebody is to take it over.
     */
    void mendOrphans() {
        try {
            List<Leftover> orphans = found().stream().filter(each -> !each.held()).toList();
            if (orphans.isEmpty() || isWatched()) {
                return;
            }
            Map<String, Optional<String>> outcomes = revert(orphans.stream().map(Leftover::key).toList());
            orphans.forEach(each -> LOG.warn("Left behind with nobody to mend it, {}: {}{}", each.key(), each.deed(),
                    outcomes.getOrDefault(each.key(), Optional.empty())
                            .map(why -> " did not work: %s. By hand: %s".formatted(why, each.byHand())).orElse("")));
        } catch (IOException e) {
            LOG.warn("The journal of this machine cannot be read: {}", e.getMessage());
        }
    }

    private boolean isWatched() {
        String watchdog = WatchdogProcess.class.getName() + " " + journal.folder() + " ";
        return proc.pids().stream().map(proc::process).flatMap(Optional::stream)
                .anyMatch(process -> process.commandLine().contains(watchdog));
    }

    /** Reverts those with these keys, all at once, within a bounded time; what could not be reverted comes with why. */
    public Map<String, Optional<String>> revert(List<String> keys) throws IOException {
        Map<String, CompletableFuture<String>> tries = new LinkedHashMap<>();
        journal.read().entries().stream().filter(entry -> keys.contains(entry.key()))
                .forEach(entry -> tries.put(entry.key(), start(entry)));
        Map<String, Optional<String>> outcomes = new LinkedHashMap<>();
        tries.forEach((key, attempt) -> {
            String trouble = attempt.completeOnTimeout("it did not return within %d s".formatted(PATIENCE.toSeconds()),
                    PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
            outcomes.put(key, trouble.isEmpty() ? Optional.empty() : Optional.of(trouble));
        });
        return outcomes;
    }

    private CompletableFuture<String> start(JournalEntry entry) {
        CompletableFuture<String> attempt = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> attempt.complete(revert(entry)));
        return attempt;
    }

    private String revert(JournalEntry entry) {
        try {
            if (concernsProcesses(entry.undo()) && !entry.machine().equals(machine)) {
                if (ThisMachine.sameBoot(entry.machine(), machine)) {
                    return "it was made in another container: run the command there";
                }
            } else {
                mender.revert(entry.undo());
            }
            journal.remove(entry.key(), entry.fence());
            return "";
        } catch (NotReverted e) {
            return e.reason();
        } catch (IOException e) {
            return "it is mended, but stays in the journal: " + e.getMessage();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /** A process does not outlive its boot; a file does, and an application elsewhere. */
    private static boolean concernsProcesses(Undo undo) {
        return !(undo instanceof Undo.DeleteFile || undo instanceof ApplicationUndo);
    }
}
