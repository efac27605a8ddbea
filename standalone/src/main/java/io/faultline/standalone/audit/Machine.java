package io.faultline.standalone.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** This machine, as far as faults break it: which processes are frozen, which workers run, which files lie about. */
final class Machine {
    private static final String MARK = "faultline-";

    /** A process: its state letter and when it started, in ticks since the boot. */
    private record Seen(char state, long startedAt, String words) {}

    private final Map<Long, Seen> processes = new HashMap<>();

    private Machine() {}

    static Machine look() {
        Machine machine = new Machine();
        try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
            folders.filter(folder -> folder.getFileName().toString().chars().allMatch(Character::isDigit))
                    .forEach(machine::see);
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read", e);
        }
        return machine;
    }

    private void see(Path folder) {
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            String words = new String(Files.readAllBytes(folder.resolve("cmdline")), UTF_8);
            processes.put(Long.parseLong(folder.getFileName().toString()), new Seen(fields[0].charAt(0),
                    Long.parseLong(fields[19]), words.contains(MARK) ? words : ""));
        } catch (IOException e) {
            // It ended while it was being looked at.
        }
    }

    /** What is broken still by an effect that this undo takes away; empty if nothing is. */
    String brokenBy(JsonNode undo) {
        return switch (undo.path("undo").asString("")) {
            case "let-go-on" -> {
                long pid = undo.path("pid").asLong(0);
                Seen seen = processes.get(pid);
                yield seen != null && seen.state() == 'T' && seen.startedAt() == undo.path("startedAt").asLong(0)
                        ? "process " + pid + " is frozen"
                        : "";
            }
            case "end-workers" -> {
                String mark = undo.path("mark").asString("none");
                yield processes.values().stream().anyMatch(seen -> seen.words().contains(mark))
                        ? "workers " + mark + " run"
                        : "";
            }
            case "delete-file" -> {
                String path = undo.path("path").asString("");
                yield !path.isEmpty() && Files.exists(Path.of(path)) ? "file " + path + " is there" : "";
            }
            default -> "";
        };
    }
}
