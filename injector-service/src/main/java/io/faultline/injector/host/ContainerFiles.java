package io.faultline.injector.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Files of a container, seen from outside of it: links are followed as they are meant in there. */
final class ContainerFiles {
    private static final int MOST_LINKS = 40;

    private ContainerFiles() {}

    /** A folder in the file system of a process, as a path of ours. */
    static Path folder(Path root, String path) throws IOException {
        Deque<String> left = new ArrayDeque<>(List.of(path.split("/")));
        Deque<String> here = new ArrayDeque<>();
        int links = 0;
        while (!left.isEmpty()) {
            String name = left.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                here.pollLast();
                continue;
            }
            Path next = at(root, here).resolve(name);
            if (Files.isSymbolicLink(next)) {
                if (++links > MOST_LINKS) {
                    throw new IOException(path + " goes round in circles");
                }
                String to = Files.readSymbolicLink(next).toString();
                if (to.startsWith("/")) {
                    here.clear();
                }
                List<String> names = List.of(to.split("/"));
                names.reversed().forEach(left::push);
            } else {
                here.addLast(name);
            }
        }
        Path found = at(root, here);
        if (!Files.isDirectory(found)) {
            throw new NotDirectoryException(path);
        }
        return found;
    }

    private static Path at(Path root, Deque<String> names) {
        Path path = root;
        for (String name : names) {
            path = path.resolve(name);
        }
        return path;
    }

    /** How much lies in a folder and below, in bytes on the disk; what goes meanwhile is not counted. */
    static long taken(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
