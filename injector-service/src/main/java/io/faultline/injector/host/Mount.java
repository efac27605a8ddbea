package io.faultline.injector.host;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mount, as a process sees it.
 *
 * @param device of its file system
 * @param root which folder of the file system is there
 * @param point where it is
 * @param layer where an overlay keeps what is written to it
 */
record Mount(String device, Path root, Path point, Optional<Path> layer) {
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final Pattern LAYER = Pattern.compile("[ ,]upperdir=([^ ,]+)");
    private static final int FIELDS = 5;

    /** What mountinfo says, of a process in /proc. */
    static List<Mount> all(String mountinfo) {
        return mountinfo.lines().flatMap(line -> read(line).stream()).toList();
    }

    private static Optional<Mount> read(String line) {
        String[] words = line.split(" ");
        if (words.length <= FIELDS || !words[3].startsWith("/")) {
            return Optional.empty();
        }
        Matcher layer = LAYER.matcher(line);
        return Optional.of(new Mount(words[2], path(words[3]), path(words[4]),
                layer.find() ? Optional.of(path(layer.group(1))) : Optional.empty()));
    }

    private static Path path(String word) {
        return Path.of(ESCAPED.matcher(word).replaceAll(
                each -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(each.group(1), 8)))));
    }

    /** The one a path is on. */
    static Optional<Mount> under(Path path, List<Mount> all) {
        return all.stream().filter(mount -> path.startsWith(mount.point()))
                .max(Comparator.comparingInt(mount -> mount.point().getNameCount()));
    }

    /** What a path on it is in its file system. */
    Path inside(Path path) {
        return root.resolve(point.relativize(path));
    }

    /** Where a path on it is for who sees others, the likeliest first: a mount that shows more is there for longer. */
    List<Path> seenThrough(List<Mount> others, Path path) {
        Path inside = inside(path);
        return others.stream().filter(other -> other.device().equals(device) && inside.startsWith(other.root()))
                .sorted(Comparator.comparingInt(other -> other.root().getNameCount()))
                .map(other -> other.point().resolve(other.root().relativize(inside))).toList();
    }
}
