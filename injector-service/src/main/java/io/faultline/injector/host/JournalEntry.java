package io.faultline.injector.host;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.faultline.injector.fault.Undo;

/**
 * An effect of ours on this machine, as a file of the journal: enough for whoever finds it to take it away.
 *
 * @param key names it, also as a file
 * @param fence of the lease it was made under
 * @param until it is over by then, on the clock on the wall
 * @param uptime and by then on the machine's own clock, which nobody sets
 * @param machine where it is
 * @param owner the injector that made it
 */
record JournalEntry(String key, long fence, Undo undo, Instant until, Duration uptime, String machine, Owner owner) {
    private static final String HEAD = "faultline journal 1";
    private static final String END = "end";
    static final String KEY = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}";

    /** A process that may be gone: its pid may be another's by now, which the tick it started at tells. */
    record Owner(long pid, long startedAt) {}

    JournalEntry {
        if (!key.matches(KEY)) {
            throw new IllegalArgumentException("'" + key + "' cannot name a file");
        }
    }

    /** Lines, the last of which tells that none is missing. */
    String write() {
        String words = UndoLine.write(undo)
                .orElseThrow(() -> new IllegalArgumentException("needs no journal: " + undo));
        return String.join("\n", HEAD, "key " + key, "fence " + fence, "undo " + words, "until " + until,
                "uptime " + uptime.toMillis(), "machine " + machine,
                "owner " + owner.pid() + " " + owner.startedAt(), END, "");
    }

    /** Fails, with the reason, if it is torn or no entry at all. */
    static JournalEntry read(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new IllegalArgumentException("was not written by Faultline");
        }
        if (!lines.getLast().equals(END)) {
            throw new IllegalArgumentException("is torn: its end is missing");
        }
        Map<String, String> values = new HashMap<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            String[] pair = line.split(" ", 2);
            values.put(pair[0], pair.length > 1 ? pair[1] : "");
        }
        try {
            String[] undo = value(values, "undo").split(" ");
            String[] owner = value(values, "owner").split(" ");
            return new JournalEntry(value(values, "key"), Long.parseLong(value(values, "fence")),
                    UndoLine.read(undo[0], undo[1], undo[2]), Instant.parse(value(values, "until")),
                    Duration.ofMillis(Long.parseLong(value(values, "uptime"))), value(values, "machine"),
                    new Owner(Long.parseLong(owner[0]), Long.parseLong(owner[1])));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("cannot be understood: " + e.getMessage(), e);
        }
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it says nothing of its " + name);
        }
        return value;
    }
}
