package io.faultline.http;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.faultline.contracts.ids.InfrastructureId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where agents fetch what is to be done in their cluster, in order, and bring the answers. Each task is given to one
 * agent, which holds it as long as it keeps calling; then another one gets it. What nobody answers in time is told so.
 */
public final class Desk {
    /** An agent that has not called for so long has lost what it was given. */
    public static final Duration SILENCE = Duration.ofSeconds(3);
    /** So many answers are remembered, to tell one that comes again from one that nobody waits for; and so many takers. */
    private static final int REMEMBERED = 1_000;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final String prefix;
    private final LongSupplier ticker;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<InfrastructureId, Counter> counters = new HashMap<>();
    private long last;

    /**
     * @param prefix of the tasks' ids: answers to a desk that is gone are not taken for answers to this one
     * @param ticker nanoseconds, of a clock that never goes back
     */
    public Desk(String prefix, LongSupplier ticker) {
        this.prefix = prefix;
        this.ticker = ticker;
    }

    /** What an agent is given. */
    public record Given(String id, JsonNode task) {}

    /** What an agent brought. */
    public record Brought(AgentIdentity by, JsonNode answer) {}

    /** What becomes of an answer. */
    public enum Taken {
        /** It is what was waited for, or comes once more. */
        TAKEN,
        /** The task was given to another agent meanwhile, which has answered. */
        ANSWERED_BY_ANOTHER,
        /** Whoever asked has gone, or never asked this infrastructure: what was done is in nobody's books. */
        NOBODY_WAITS
    }

    private static final class Entry {
        private final JsonNode task;
        private final @Nullable String about;
        private final CompletableFuture<Brought> answer = new CompletableFuture<>();
        private @Nullable String holder;
        private long heardAt;

        Entry(JsonNode task, @Nullable String about) {
            this.task = task;
            this.about = about;
        }
    }

    /** One infrastructure's part of the desk. */
    private final class Counter {
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        private final Map<String, Long> heard = new LinkedHashMap<>();
        private final SequencedMap<String, String> answered = new LinkedHashMap<>();
        /** Who was given the last task about something. */
        private final SequencedMap<String, String> takers = new LinkedHashMap<>();
        private final Condition more = lock.newCondition();
    }

    /** Has a task done by one of an infrastructure's agents. */
    public Brought ask(InfrastructureId where, JsonNode task, Duration patience)
            throws Unanswered, InterruptedException {
        return ask(where, task, null, patience, patience);
    }

    /**
     * The same for what may take long, and what belongs together: whoever makes something can be stopped best by himself.
     *
     * @param about tasks about the same go to the same agent, as long as it calls
     * @param unheld it may lie for so long without an agent that works on it
     */
    public Brought ask(InfrastructureId where, JsonNode task, @Nullable String about, Duration patience,
            Duration unheld) throws Unanswered, InterruptedException {
        String id = "";
        Entry entry = new Entry(task, about);
        lock.lock();
        try {
            id = prefix + "-" + ++last;
            Counter counter = counter(where);
            counter.entries.put(id, entry);
            counter.more.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return awaited(entry, patience.toNanos(), unheld.toNanos());
        } catch (TimeoutException e) {
            throw new Unanswered(why(where, entry, patience, unheld));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            remove(where, id);
        }
    }

    private Brought awaited(Entry entry, long patience, long unheld)
            throws InterruptedException, ExecutionException, TimeoutException {
        long began = System.nanoTime();
        long held = began;
        while (true) {
            long now = System.nanoTime();
            held = isHeld(entry) ? now : held;
            long left = Math.min(patience - (now - began), unheld - (now - held));
            try {
                return entry.answer.get(Math.clamp(left, 0, LOOK.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }

    /** By an agent that calls. */
    private boolean isHeld(Entry entry) {
        lock.lock();
        try {
            return entry.holder != null && ticker.getAsLong() - entry.heardAt <= SILENCE.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next task for an agent, if there is one or comes within that time.
     *
     * @param working the ids of those it still holds
     */
    public List<Given> next(AgentIdentity agent, Collection<String> working, Duration wait)
            throws InterruptedException {
        long until = ticker.getAsLong() + wait.toNanos();
        lock.lockInterruptibly();
        try {
            Counter counter = counter(agent.infrastructure());
            while (true) {
                long now = ticker.getAsLong();
                counter.heard.put(agent.instance(), now);
                counter.entries.forEach((id, entry) -> {
                    if (agent.instance().equals(entry.holder) && working.contains(id)) {
                        entry.heardAt = now;
                    }
                });
                Optional<Given> free = take(counter, agent.instance(), now);
                if (free.isPresent() || now >= until) {
                    return free.stream().toList();
                }
                // Wakes by itself, too: what a silent agent holds becomes free without anybody saying so.
                counter.more.awaitNanos(Math.min(until - now, LOOK.toNanos()));
            }
        } finally {
            lock.unlock();
        }
    }

    private static Optional<Given> take(Counter counter, String instance, long now) {
        for (Map.Entry<String, Entry> each : counter.entries.entrySet()) {
            Entry entry = each.getValue();
            boolean free = entry.holder == null || now - entry.heardAt > SILENCE.toNanos();
            if (free && !entry.answer.isDone() && !isForAnother(counter, entry.about, instance, now)) {
                entry.holder = instance;
                entry.heardAt = now;
                remember(counter.takers, entry.about, instance);
                return Optional.of(new Given(each.getKey(), entry.task));
            }
        }
        return Optional.empty();
    }

    /** Who was given what it is about, and calls. */
    private static boolean isForAnother(Counter counter, @Nullable String about, String instance, long now) {
        String taker = about == null ? null : counter.takers.get(about);
        Long heard = taker == null ? null : counter.heard.get(taker);
        return heard != null && !instance.equals(taker) && now - heard <= SILENCE.toNanos();
    }

    private static void remember(SequencedMap<String, String> some, @Nullable String what, String instance) {
        if (what != null) {
            some.putLast(what, instance);
            if (some.size() > REMEMBERED) {
                some.pollFirstEntry();
            }
        }
    }

    public Taken answer(AgentIdentity agent, String id, JsonNode answer) {
        lock.lock();
        try {
            Counter counter = counter(agent.infrastructure());
            counter.heard.put(agent.instance(), ticker.getAsLong());
            String by = counter.answered.get(id);
            if (by != null) {
                return by.equals(agent.instance()) ? Taken.TAKEN : Taken.ANSWERED_BY_ANOTHER;
            }
            Entry entry = counter.entries.get(id);
            if (entry == null || !entry.answer.complete(new Brought(agent, answer))) {
                return Taken.NOBODY_WAITS;
            }
            remember(counter.answered, id, agent.instance());
            return Taken.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** The same, over HTTP: 409 if another agent has answered, 404 if nobody waits. */
    public void accept(AgentIdentity agent, DeskCall.Answer answer) {
        switch (answer(agent, answer.id(), answer.answer())) {
            case TAKEN -> {
            }
            case ANSWERED_BY_ANOTHER -> throw new Problem(ProblemType.CONFLICT,
                    "Task %s was given to another agent, which has answered.".formatted(answer.id()));
            case NOBODY_WAITS -> throw Problem.notFound("task", answer.id());
        }
    }

    /** Whether this agent is thought to be gone. */
    public boolean isSilent(AgentIdentity agent) {
        lock.lock();
        try {
            Long heard = counter(agent.infrastructure()).heard.get(agent.instance());
            return heard == null || ticker.getAsLong() - heard > SILENCE.toNanos();
        } finally {
            lock.unlock();
        }
    }

    private Counter counter(InfrastructureId where) {
        return counters.computeIfAbsent(where, _ -> new Counter());
    }

    private void remove(InfrastructureId where, String id) {
        lock.lock();
        try {
            Counter counter = counter(where);
            counter.entries.remove(id);
            counter.heard.values().removeIf(at -> ticker.getAsLong() - at > TimeUnit.HOURS.toNanos(1));
        } finally {
            lock.unlock();
        }
    }

    private String why(InfrastructureId where, Entry entry, Duration patience, Duration unheld) {
        lock.lock();
        try {
            if (entry.holder != null && !isHeld(entry)) {
                return "agent %s took it and has not called for %d s".formatted(entry.holder,
                        TimeUnit.NANOSECONDS.toSeconds(ticker.getAsLong() - entry.heardAt));
            }
            if (entry.holder != null) {
                return "agent %s took it and did not answer within %d s".formatted(entry.holder, patience.toSeconds());
            }
            Optional<Long> heard = counter(where).heard.values().stream().max(Long::compare);
            long lay = Math.min(patience.toSeconds(), unheld.toSeconds());
            return "no agent took it within %d s; %s".formatted(lay, heard
                    .map(at -> "the last of them called %d s ago".formatted(
                            TimeUnit.NANOSECONDS.toSeconds(ticker.getAsLong() - at)))
                    .orElse("none has called since this service started"));
        } finally {
            lock.unlock();
        }
    }
}
