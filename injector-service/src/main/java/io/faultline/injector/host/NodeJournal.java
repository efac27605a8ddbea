package io.faultline.injector.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.injector.fault.beside.EffectLine;
import io.faultline.injector.fault.beside.Standing;

/**
 * What helpers have in force on this node: a file each, gone when it is mended, and with the node's memory, as all they
 * do is. Whoever finds one whose helper is gone mends it.
 */
final class NodeJournal {
    private static final String IN_FORCE = ".effect";
    private static final String ENDING = ".ending";
    /** The line of it; what helpers before wrote has none. */
    private static final int PLACE = 4;
    private static final String KEY = EffectLine.KEY;

    private final Path folder;

    /**
     * @param until it is over by then, in milliseconds of the clock on the wall
     * @param pid of the helper that made it, which started at that tick
     * @param place folder of the node that something was put in; empty if nothing was, or it cannot be told
     * @param ending it is not in force any more, but perhaps not gone either
     */
    record Entry(Standing standing, long until, long pid, long startedAt, String place, boolean ending) {
        Entry(Standing standing, long until, long pid, long startedAt) {
            this(standing, until, pid, startedAt, "", false);
        }

        String key() {
            return standing.key();
        }

        Entry with(Map<String, Integer> doors) {
            return new Entry(new Standing(standing.key(), standing.effect(), doors), until, pid, startedAt, place,
                    ending);
        }

        Entry at(String folder) {
            return new Entry(standing, until, pid, startedAt, folder, ending);
        }
    }

    NodeJournal(Path folder) {
        this.folder = folder;
    }

    /** Where all helpers keep it: in /run/faultline of the node, not in their container. */
    static NodeJournal ofThisNode() {
        return new NodeJournal(Path.of("/node/run"));
    }

    Path folder() throws IOException {
        return Files.createDirectories(folder);
    }

    void write(Entry entry) throws IOException {
        if (!entry.key().matches(KEY)) {
            throw new IOException("'%s' cannot name a file".formatted(entry.key()));
        }
        String doors = new TreeMap<>(entry.standing().doors()).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining(" "));
        Path torn = folder().resolve(entry.key() + ".new");
        Files.writeString(torn, String.join("\n", Long.toString(entry.until()), entry.pid() + " " + entry.startedAt(),
                EffectLine.write(entry.standing().effect()), doors, entry.place(), ""));
        Files.move(torn, folder.resolve(entry.key() + IN_FORCE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** It is not put in force again, yet whoever finds it still has to end it. Needs no room on the disk. */
    void beginToEnd(String key) throws IOException {
        if (key.matches(KEY)) {
            try {
                Files.move(folder.resolve(key + IN_FORCE), folder.resolve(key + ENDING),
                        StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                // Somebody else has begun, or it was never made.
                Thread.onSpinWait();
            }
        }
    }

    void remove(String key) throws IOException {
        if (key.matches(KEY)) {
            Files.deleteIfExists(folder.resolve(key + IN_FORCE));
            Files.deleteIfExists(folder.resolve(key + ENDING));
        }
    }

    Optional<Entry> find(String key) {
        return key.matches(KEY)
                ? read(folder.resolve(key + IN_FORCE)).or(() -> read(folder.resolve(key + ENDING)))
                : Optional.empty();
    }

    List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(IN_FORCE) || name.endsWith(ENDING)).map(NodeJournal::key).distinct()
                    .sorted().forEach(key -> find(key).ifPresent(entries::add));
        } catch (IOException e) {
            return entries;
        }
        return entries;
    }

    private static String key(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static Optional<Entry> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String name = file.getFileName().toString();
            String[] owner = lines.get(1).split(" ");
            Map<String, Integer> doors = new HashMap<>();
            for (String word : lines.get(3).split(" ")) {
                int equals = word.lastIndexOf('=');
                if (equals > 0) {
                    doors.put(word.substring(0, equals), Integer.parseInt(word.substring(equals + 1)));
                }
            }
            Standing standing = new Standing(key(name), EffectLine.read(lines.get(2)), doors);
            return Optional.of(new Entry(standing, Long.parseLong(lines.get(0)), Long.parseLong(owner[0]),
                    Long.parseLong(owner[1]), lines.size() > PLACE ? lines.get(PLACE) : "", name.endsWith(ENDING)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            System.err.println("%s cannot be understood: %s".formatted(file, e));
            return Optional.empty();
        }
    }

    /** Something that is done by one process of this node at a time. */
    interface Work {
        void run() throws IOException;
    }

    /** One after the other, also of several helpers. */
    void alone(String name, Work work) throws IOException {
        try (FileChannel file = FileChannel.open(folder().resolve(name + ".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = file.lock()) {
            if (lock.isValid()) {
                work.run();
            }
        }
    }
}
