package io.faultline.injector.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.injector.fault.beside.Doors;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.EffectLine;
import io.faultline.injector.fault.beside.Standing;
import io.faultline.injector.fault.process.OsProcess;
import org.jspecify.annotations.Nullable;

/**
 * The helper on a node: obeys lines on its input, and mends by itself what nobody renews any more, whose time is over,
 * or when it is told to end. Its guard mends when it cannot.
 */
public final class HelperServer {
    /** An injector renews each second; one that has not for so long is gone. */
    private static final Duration TERM = Duration.ofSeconds(3);
    private static final Duration FIRST_WORD = Duration.ofSeconds(20);
    private static final Duration GUARD_STARTS = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration ROUND = Duration.ofSeconds(1);
    /** Names the guard among what is tried again. */
    private static final String GUARD = "";
    /** What is not mended by then is left to the guard: the kubelet does not wait longer. */
    private static final int TRIES = 80;
    /** How many a line has at least, by its first one. */
    private static final Map<String, Integer> WORDS = Map.of("hello", 2, "renew", 2, "inject", 6, "revert", 4);

    private final InstantSource clock;
    private final NodeJournal journal;
    private final NodeHands hands;
    private final OsProcess self;
    private final PrintStream out;
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final Turns turns = new Turns(work);
    private volatile long firstWordBy = System.nanoTime() + FIRST_WORD.toNanos();
    private final Pauses pauses = new Pauses();
    private final Class<?> guardMain;
    private @Nullable Process guard;
    private boolean watched;

    /** @param over on the monotonic clock */
    private record Held(String owner, Effect effect, long over) {}

    private HelperServer(InstantSource clock, NodeJournal journal, NodeHands hands, Class<?> guardMain)
            throws IOException {
        this.clock = clock;
        this.journal = journal;
        this.hands = hands;
        this.self = hands.self();
        this.guardMain = guardMain;
        this.out = System.out;
    }

    /** @param guard main class of the process that watches this one */
    public static void serve(Doors doors, InstantSource clock, Class<?> guard) throws IOException {
        Namespaces calls = new Namespaces();
        calls.seeControlGroupsAsTheNodeDoes();
        NodeJournal journal = NodeJournal.ofThisNode();
        HelperServer server = new HelperServer(clock, journal, new NodeHands(journal, calls, doors), guard);
        Runtime.getRuntime().addShutdownHook(new Thread(server::mendAll));
        server.startGuard();
        server.work.execute(server::sweep);
        server.work.execute(server::goRound);
        Thread.ofPlatform().daemon().start(server::obey);
        server.watch();
        server.leave();
    }

    private void leave() {
        Runtime.getRuntime().halt(held.isEmpty() ? 0 : 1);
    }

    private synchronized void startGuard() throws IOException {
        Path log = journal.folder().resolve("guard.log");
        guard = ChildJvm.start(ChildJvm.COMPILED, ProcessBuilder.Redirect.appendTo(log.toFile()), guardMain,
                Long.toString(self.pid()), Long.toString(self.startedAt()));
        watched = false;
        ControlGroups.leave(guard.pid());
    }

    /** Nothing is made before somebody watches over it. */
    private synchronized void requireGuard() throws IOException {
        firstWordBy = 0;
        try {
            Process now = guard;
            if (now == null || !now.isAlive()) {
                startGuard();
            }
            if (!watched) {
                ChildJvm.awaitReady(Objects.requireNonNull(guard), GUARD_STARTS);
                watched = true;
            }
        } catch (IOException e) {
            throw new IOException(
                    """
                    the helper's guard, without which nobody would mend if the helper died, did not start (%s); see \
                    whether its node lacks memory or processes, and /run/faultline/guard.log there"""
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** What helpers before us left on this node. */
    private void sweep() {
        hands.orphans(clock.millis()).forEach(entry -> turns.endSoon(entry.key(), () -> sweep(entry)));
    }

    private void sweep(NodeJournal.Entry entry) {
        if (!journal.find(entry.key()).equals(Optional.of(entry))) {
            return;
        }
        try {
            hands.end(entry.key(), entry.standing().effect());
            say("swept", entry.key(), "ended what a helper that is gone had left");
        } catch (IOException | RuntimeException e) {
            say("left", entry.key(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Lines: <code>hello id</code>, <code>renew owner</code>, <code>inject id key milliseconds owner effect...</code>,
     * <code>revert id key effect...</code>; what bears an id is answered with it, a greeting with the kernel, the keys of
     * what is in force, and who renews.
     */
    private void obey() {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                obey(line, line.split(" ", 6));
            }
        } catch (IOException e) {
            System.err.println("nothing more can be heard: " + e.getMessage());
        }
    }

    private void obey(String line, String[] words) {
        if (words.length < WORDS.getOrDefault(words[0], 0)) {
            say("failed", words.length > 1 ? words[1] : words[0], "lacks words: " + line);
            return;
        }
        switch (words[0]) {
            case "hello" -> say("ready", words[1], Stream.of(Stream.of(System.getProperty("os.version")),
                    held.keySet().stream(), heard.keySet().stream().map(EffectLine.RENEWED_BY::concat))
                    .flatMap(each -> each).collect(Collectors.joining(" ")));
            case "renew" -> heard.put(words[1], System.nanoTime());
            case "inject", "revert" -> order(line, words);
            default -> say("failed", words[0], "is no word a helper knows");
        }
    }

    /** In the order they come in, however they are carried out. */
    private void order(String line, String[] words) {
        if (words[0].equals("revert")) {
            turns.stop(words[2]);
        }
        long order = turns.order();
        work.execute(() -> act(line, words, order));
    }

    private void act(String line, String[] words, long order) {
        String id = words[1];
        String key = words[2];
        try {
            if (words[0].equals("inject")) {
                heard.put(words[4], System.nanoTime());
                Held what = new Held(words[4], EffectLine.read(words[5]),
                        System.nanoTime() + Duration.ofMillis(Long.parseLong(words[3])).toNanos());
                say("done", id, turns.make(key, order, () -> inject(key, Long.parseLong(words[3]), what),
                        () -> end(key, what.effect())));
            } else {
                Effect effect = EffectLine.read(line.split(" ", 4)[3]);
                turns.end(key, () -> end(key, effect));
                say("done", id, "");
            }
        } catch (IOException | RuntimeException e) {
            say("failed", id, e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString());
        } catch (InterruptedException e) {
            say("failed", id, String.valueOf(e.getMessage()));
        }
    }

    private String inject(String key, long millis, Held what) throws IOException, InterruptedException {
        requireGuard();
        admit(key, what);
        hands.victims().meet(key, what.effect());
        return hands.make(new NodeJournal.Entry(new Standing(key, what.effect(), Map.of()), clock.millis() + millis,
                self.pid(), self.startedAt()), Duration.ofMillis(millis));
    }

    /** While the kubelet is frozen nobody can be heard: nothing else may be in force then that somebody may want to end. */
    private synchronized void admit(String key, Held what) throws IOException {
        boolean freezes = what.effect() instanceof Effect.FreezeKubelet;
        boolean apart = held.entrySet().stream().filter(each -> !each.getKey().equals(key))
                .allMatch(each -> freezes == each.getValue().effect() instanceof Effect.FreezeKubelet);
        if (!apart) {
            throw new IOException(freezes
                    ? "other faults are in force on this node, and could not be ended while its kubelet is frozen; freeze it before or after them"
                    : "another fault keeps the kubelet of this node frozen; begin this one before or after that");
        }
        if (!what.effect().leavesNothing()) {
            held.put(key, what);
            pauses.forget(key);
        }
    }

    private void end(String key, Effect effect) throws IOException {
        hands.end(key, effect);
        held.remove(key);
        hands.victims().forget(key);
        pauses.forget(key);
    }

    /** Until nobody needs this helper any more. */
    private void watch() {
        while (true) {
            LockSupport.parkNanos(LOOK.toNanos());
            long now = System.nanoTime();
            boolean frozen = held.values().stream().anyMatch(each -> each.effect() instanceof Effect.FreezeKubelet
                    && now < each.over() + TERM.toNanos());
            if (frozen) {
                // Nothing else is in force meanwhile.
                heard.replaceAll((_, _) -> now);
            }
            heard.values().removeIf(last -> now - last > TERM.toNanos());
            held.forEach((key, each) -> {
                if (!pauses.isDue(key, now)) {
                    return;
                }
                if (now > each.over()) {
                    mend(key, each, "over", "its time was over");
                } else if (!heard.containsKey(each.owner())) {
                    mend(key, each, "lost", "nobody renewed it");
                }
            });
            boolean awaited = firstWordBy != 0 && now < firstWordBy;
            if (heard.isEmpty() && held.isEmpty() && turns.isIdle() && !awaited) {
                return;
            }
        }
    }

    /** An effect that hits nobody any more is over, and its injector says why; and what is in force is watched. */
    private void goRound() {
        while (true) {
            LockSupport.parkNanos(ROUND.toNanos());
            try {
                held.forEach((key, each) -> hands.victims().lost(key, each.effect())
                        .filter(_ -> pauses.isDue(key, System.nanoTime()))
                        .ifPresent(why -> mend(key, each, "lost", why)));
                if (!held.isEmpty() && pauses.isDue(GUARD, System.nanoTime())) {
                    requireGuard();
                    pauses.forget(GUARD);
                }
            } catch (IOException | RuntimeException e) {
                pauses.failed(GUARD, System.nanoTime());
                System.err.println("not all is looked after: " + e);
            }
        }
    }

    /** One that takes long, or hangs, keeps no other waiting. */
    private void mend(String key, Held what, String word, String why) {
        turns.endSoon(key, () -> {
            if (!what.equals(held.get(key))) {
                return;
            }
            try {
                end(key, what.effect());
                say(word, key, why);
            } catch (IOException | RuntimeException e) {
                pauses.failed(key, System.nanoTime());
                say("stuck", key, String.valueOf(e.getMessage()));
            }
        });
    }

    /** Told to end. */
    private void mendAll() {
        for (int tries = 0; tries < TRIES && !(held.isEmpty() && turns.isIdle()); tries++) {
            held.forEach((key, each) -> mend(key, each, "lost", "the helper was told to end"));
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void say(String what, String key, String text) {
        synchronized (out) {
            out.println(what + " " + key + " " + EffectLine.escaped(text));
            out.flush();
        }
    }
}
